/** The files by which a form test travels: the form as it was filled in, and what its reader's device found. */
export const FORM_FILE = 'exercise-form.json';
export const CHECKED_FILE = 'exercise-form-checked.json';
