/** Exercises: what control plans, the clock it runs by, and what came of it. Pure, and without openpgp. */
export { CARDS, FORM_FIELDS, type FormField } from './cards.ts';
export {
  type Clock,
  type ClockEvent,
  clockOf,
  dueAt,
  goneAt,
  isDue,
  mayDo,
  READY,
  type Standing,
  sayGone,
} from './clock.ts';
export { CHECKED_FILE, FORM_FILE } from './files.ts';
export {
  type CheckedForm,
  cardIn,
  checkedForm,
  compareForm,
  type FilledForm,
  FORM_LIMIT,
  formBytes,
  formText,
  readForm,
} from './forms.ts';
export {
  CLOCK_DEEDS,
  type ClockDeed,
  EXERCISE_KINDS,
  EXERCISE_LIMITS,
  ExerciseError,
  type ExerciseItem,
  type ExerciseKind,
  exerciseItemIn,
  exerciseText,
  type Inject,
} from './items.ts';
export {
  type Exercise,
  exerciseIdOf,
  exerciseOf,
  idsFor,
  type Note,
  type OpenedExerciseItem,
} from './plan.ts';
export { type Plot, type PlotRow, plotOf } from './plot.ts';
export {
  type Fate,
  fateIn,
  forTheBody,
  LEAST_STATES,
  REPORT_COLUMNS,
  type Report,
  type ReportedThread,
  reportOf,
  reportRows,
  reportValue,
  resultFor,
  type Spread,
  type Sums,
  secondsTo,
} from './report.ts';
