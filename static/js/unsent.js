// What was typed and is not saved yet, kept in this browser: per account and page, until it is saved or its owner logs out.

const PREFIX = "isian:";
const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;

/** A page's kept cells. Another tab of the same page may write beside this one, so each change reads first. */
export class Unsent {
  constructor(account, address) {
    this.key = `${PREFIX}${account}:${address}`;
  }

  /** Return the kept cells by anchor: {texts, version, original}. */
  all() {
    const cells = read(this.key).cells || {};
    return cells;
  }

  put(anchor, cell) {
    this.#write({ ...this.all(), [anchor]: cell });
  }

  drop(anchor) {
    const { [anchor]: dropped, ...cells } = this.all();
    if (dropped) {
      this.#write(cells);
    }
  }

  #write(cells) {
    try {
      if (Object.keys(cells).length) {
        localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), cells }));
      } else {
        localStorage.removeItem(this.key);
      }
    } catch {
      // A browser that keeps nothing (private window, full disk): what is typed stays in the page alone.
    }
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    return {};
  }
}

/** Forget what nobody came back for. */
export function forgetOld() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !(Date.now() - read(key).at < KEPT_FOR)) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
