import { xmlText } from '../render/xml.ts';

/** A place on paper, in hundredths of a pixel. */
const shortened = (value: string) =>
  value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));

/** A piece of text. */
class Text {
  parentNode: Element | null = null;
  readonly data: string;

  constructor(data: string) {
    this.data = data;
  }

  get outerHTML(): string {
    return xmlText(this.data);
  }
}

type Child = Element | Text;

/**
 * As much of an element as Observable Plot asks for when it draws without a browser: it is built from the outside in,
 * and written down once. What it writes is XML.
 */
class Element {
  parentNode: Element | null = null;
  readonly ownerDocument: Document;
  readonly namespaceURI: string;
  readonly tagName: string;
  private readonly attributes = new Map<string, string>();
  private children: Child[] = [];

  constructor(ownerDocument: Document, namespaceURI: string, tagName: string) {
    this.ownerDocument = ownerDocument;
    this.namespaceURI = namespaceURI;
    this.tagName = tagName;
  }

  /** A picture has one name: what Plot calls its groups is no name that ARIA allows them. */
  setAttribute(name: string, value: unknown): void {
    if (name.startsWith('aria-') && this.tagName === 'g') return;
    this.attributes.set(name, name === 'aria-label' ? String(value) : shortened(String(value)));
  }

  setAttributeNS(_: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  appendChild<Node extends Child>(child: Node): Node {
    return this.insertBefore(child, null);
  }

  insertBefore<Node extends Child>(child: Node, before: Child | null): Node {
    child.parentNode?.removeChild(child);
    const at = before === null ? this.children.length : this.children.indexOf(before);
    this.children.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild(child: Child): Child {
    this.children = this.children.filter((each) => each !== child);
    child.parentNode = null;
    return child;
  }

  append(...children: readonly (Child | string)[]): void {
    for (const child of children) this.appendChild(typeof child === 'string' ? new Text(child) : child);
  }

  get childNodes(): readonly Child[] {
    return this.children;
  }

  get firstChild(): Child | null {
    return this.children[0] ?? null;
  }

  set textContent(text: string) {
    this.children = [];
    this.append(String(text));
  }

  get outerHTML(): string {
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}="${xmlText(value)}"`).join('');
    const inner = this.children.map((child) => child.outerHTML).join('');
    return inner === ''
      ? `<${this.tagName}${attributes}/>`
      : `<${this.tagName}${attributes}>${inner}</${this.tagName}>`;
  }
}

const XHTML = 'http://www.w3.org/1999/xhtml';

/** Makes elements: all that a document is asked for. */
export class Document {
  readonly documentElement: Element = new Element(this, XHTML, 'html');

  createElementNS(namespace: string, name: string): Element {
    return new Element(this, namespace, name);
  }

  createElement(name: string): Element {
    return new Element(this, XHTML, name);
  }

  createTextNode(text: string): Text {
    return new Text(text);
  }
}
