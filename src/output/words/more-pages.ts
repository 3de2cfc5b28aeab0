import type { MorePages } from '../../domain/usage-answer.ts';

/** What a file lacks that is one page of several, and what to do. */
function morePagesText(file: string, { from, told }: MorePages): string {
  if (typeof told === 'object') {
    const { page, pages, missing } = told;
    return `${file} is not all of its answer: it is page ${page} of ${pages} (meta.totalPages), and page ${missing} is not among the files. Fetch every page (page=1 to page=${pages}) and name them all.`;
  }
  if (told === 'cursor')
    return `${file} is not all of its answer: it says that more pages exist (meta.cursor), and the last of them is not among the files. Fetch every page (cursor= of the one before, until there is none) and name them all.`;
  const rest = from === undefined ? 'what follows is' : `what follows, of ${from} and later, is`;
  return `${file} is not all of its report: it says that more pages exist (has_more), and ${rest} not among the files. Fetch every page (page=next_page of the one before, until has_more is false) and name them all.`;
}

/** The same of each file that is such a page. */
export const morePagesTexts = (
  files: readonly { readonly file: string; readonly morePages: MorePages | undefined }[],
): string[] =>
  files.flatMap(({ file, morePages }) => (morePages === undefined ? [] : [morePagesText(file, morePages)]));
