import { recompute } from '../decision/article/claims.ts';
import type { ArticleCheck } from '../domain/claim.ts';
import type { Provenance } from '../domain/estimate.ts';
import { readClaims } from '../files/claims.ts';
import { shippedPricing } from '../files/shipped.ts';
import { differences } from '../output/article/text.ts';
import { contextOf } from './context.ts';
import { asCsv } from './csv.ts';
import { emit, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseFormat } from './flags.ts';
import type { Format, OutputOptions } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';

async function render(
  format: Format,
  answer: ArticleCheck,
  provenance: Provenance,
  options: OutputOptions,
  shell: Shell,
): Promise<string | Iterable<string>> {
  if (isPageFormat(format)) {
    const { articlePage } = await import('../output/article/page.ts');
    return written(articlePage(answer, provenance), format, options, shell);
  }
  switch (format) {
    case 'csv':
      return asCsv((await import('../output/article/csv.ts')).articleCsv(answer, provenance), options);
    case 'json': {
      const { articleAnswerOf } = await import('../answers/article.ts');
      const { articleWords } = await import('../output/article/answer-words.ts');
      return (await import('../domain/json.ts')).jsonText(articleAnswerOf(answer, provenance, articleWords));
    }
  }
}

/** `tokencost article`: 0 when every printed figure is what the engine computes, else 3. */
export async function runArticle(options: OutputOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseFormat);
  const claims = readClaims(shippedPricing(shell.pricingFolder).claims());
  // The day the article was read, not today: what it printed does not change.
  const context = await contextOf({ card: claims.card, asOf: claims.asOf }, shell);
  const answer = recompute(claims, context);
  emit(await render(format, answer, provenanceOf('article', context), options, shell), options, shell);
  // The table and the Markdown say what differs in words; a script's answer only marks it.
  if (format === 'json' || format === 'csv') warn(differences(answer), options, shell);
  return answer.agrees ? EXIT.fine : EXIT.checkFailed;
}
