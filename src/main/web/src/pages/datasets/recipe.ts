import { ProblemError } from '../../api/problem';
import type { DatasetRecipe } from '../../api/types';

/** The recipe that the form asks for; throws what the server would refuse anyway. */
export function recipeFrom(form: FormData): DatasetRecipe {
  const formats = form.getAll('formats') as DatasetRecipe['formats'];
  const chip = Number(form.get('chip_size'));
  const overlap = Number(form.get('overlap'));
  if (formats.length === 0) {
    throw refused('Choose at least one format.');
  }
  if (overlap >= chip) {
    throw refused(`The overlap (${overlap} px) must be smaller than the chip (${chip} px).`);
  }
  const classes = form.getAll('classes').map(Number);
  return {
    name: String(form.get('name')).trim(),
    formats,
    chip_size: chip,
    overlap,
    keep_empty: form.has('keep_empty'),
    minimum_ratio: 0,
    minimum_valid: 0,
    ...(classes.length > 0 ? { classes } : {}),
  };
}

function refused(detail: string): ProblemError {
  return new ProblemError({ status: 0, code: 'form', title: 'Not asked yet', detail });
}
