/** The quiz of each notebook. */
import type { QuizQuestion } from "../quiz.ts";
import { questions as quiz00 } from "./notebook_00.ts";
import { questions as quiz01 } from "./notebook_01.ts";
import { questions as quiz02 } from "./notebook_02.ts";
import { questions as quiz03 } from "./notebook_03.ts";
import { questions as quiz04 } from "./notebook_04.ts";
import { questions as quiz05 } from "./notebook_05.ts";
import { questions as quiz06 } from "./notebook_06.ts";
import { questions as quiz07 } from "./notebook_07.ts";
import { questions as quiz08 } from "./notebook_08.ts";
import { questions as quiz09 } from "./notebook_09.ts";
import { questions as quiz10 } from "./notebook_10.ts";
import { questions as quiz11 } from "./notebook_11.ts";
import { questions as quiz12 } from "./notebook_12.ts";
import { questions as quiz13 } from "./notebook_13.ts";

/** By the notebook's number: the "04" of `quiz("04")`. */
export const NOTEBOOK_QUIZZES: Readonly<Partial<Record<string, readonly QuizQuestion[]>>> = {
  "00": quiz00,
  "01": quiz01,
  "02": quiz02,
  "03": quiz03,
  "04": quiz04,
  "05": quiz05,
  "06": quiz06,
  "07": quiz07,
  "08": quiz08,
  "09": quiz09,
  "10": quiz10,
  "11": quiz11,
  "12": quiz12,
  "13": quiz13,
};
