/** Where the text may be wrong: the passages that clash side by side, and what to do about them. */

import type { Finding } from '../api.ts';
import { type Context, count, empty, percent, sureness } from '../context.ts';
import { book, h, replace } from '../dom.ts';
import { recall, remember } from '../memory.ts';
import { choice } from './dialogs.ts';
import { growing, page } from './frame.ts';
import { anchorOf, Blocks, quotation } from './passages.ts';
import { capital, codeWords } from './wording.ts';

const STEP = 40;
/** Findings of at least this probability are shown at first. */
const SHOWN = 0.5;
const SEVERITIES = ['error', 'warning', 'note'];

export async function show(root: HTMLElement, context: Context): Promise<void> {
  const findings = await context.api.findings();
  if (findings.length === 0) {
    const words = 'No contradiction and no slip was found in what the text says.';
    root.append(page('findings', 'Findings', '', empty('Nothing was found', words)));
    return;
  }
  const view = new Findings(context, findings);
  root.append(page('findings', 'Findings', 'Where the text may contradict itself or has a slip.', view.tools, view.told, view.list));
  view.fill();
}

class Findings {
  readonly tools: HTMLElement;
  readonly told = h('p', { class: 'soft' });
  readonly list = h('div', { class: 'findings' });
  private readonly blocks: Blocks;
  private readonly code: HTMLSelectElement;
  private readonly severity: HTMLSelectElement;
  private readonly unsure = h('input', { type: 'checkbox', checked: recall('findings-unsure', false) });

  constructor(
    private readonly context: Context,
    private readonly findings: Finding[],
  ) {
    this.blocks = new Blocks(context);
    const codes = [...new Set(findings.map((finding) => finding.code))].sort();
    this.code = choice([['', 'All sorts'], ...codes.map((code) => [code, codeWords(code)] as const)], '', {
      'aria-label': 'Sort of finding',
    });
    this.severity = choice([['', 'Errors, warnings, notes'], ...SEVERITIES.map((one) => [one, `${capital(one)}s`] as const)], '', {
      'aria-label': 'Severity',
    });
    const unsure = h('label', { class: 'box' }, this.unsure, ' Doubtful ones too');
    this.unsure.addEventListener('change', () => remember('findings-unsure', this.unsure.checked));
    for (const control of [this.code, this.severity, this.unsure]) control.addEventListener('change', () => this.fill(true));
    const doubtful = findings.some((finding) => finding.confidence < SHOWN);
    this.tools = h('div', { class: 'tools' }, this.severity, this.code, doubtful && unsure);
  }

  fill(asked = false): void {
    const chosen = this.findings.filter(
      (finding) =>
        (!this.code.value || finding.code === this.code.value) &&
        (!this.severity.value || finding.severity === this.severity.value),
    );
    const shown = chosen.filter((finding) => this.unsure.checked || finding.confidence >= SHOWN);
    const left = chosen.length - shown.length;
    const words = `${count(shown.length, 'finding')}${left ? `; ${left} more ${left === 1 ? 'is' : 'are'} doubtful` : ''}.`;
    this.told.textContent = words;
    if (asked) this.context.announce(words);
    if (shown.length === 0) {
      replace(this.list, empty('Nothing of this sort', left ? 'Only doubtful ones are left.' : 'Choose another sort to see the rest.'));
      return;
    }
    const list = h('ul', { class: 'finding-list' });
    replace(this.list, growing(list, shown, STEP, (finding) => this.item(finding), 'findings'));
  }

  private item(finding: Finding): HTMLElement {
    const passages = finding.evidence.map((passage) => quotation(this.context, this.blocks, passage));
    const sure = `${sureness(finding.confidence)}, ${percent(finding.confidence)}`;
    return h(
      'li',
      { class: `finding severity-${finding.severity}` },
      h(
        'div',
        { class: 'finding-kind' },
        h('span', { class: 'severity' }, capital(finding.severity)),
        h('span', null, codeWords(finding.code)),
        h('small', { class: 'sure' }, sure),
      ),
      h('h2', null, book(finding.message)),
      h('div', { class: `finding-passages passages-${Math.min(finding.evidence.length, 2)}` }, passages),
      h(
        'div',
        { class: 'finding-foot' },
        h('p', null, finding.suggestion && book(finding.suggestion)),
        h(
          'button',
          { type: 'button', class: 'quiet small', on: { click: () => void this.reject(finding) } },
          'Not a slip',
          h('span', { class: 'unseen' }, `: ${finding.message}`),
        ),
      ),
    );
  }

  private async reject(finding: Finding): Promise<void> {
    const evidence = await Promise.all(finding.evidence.map((passage) => anchorOf(this.blocks, passage)));
    await this.context.correct({ do: 'reject', table: 'findings', evidence, what: finding.code });
  }
}
