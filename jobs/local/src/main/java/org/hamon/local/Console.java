// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.hamon.local.visible.Visible;

/**
 * All that a person sees: results on standard output, progress and complaints on standard error.
 * Nothing else in the project prints. What is printed is one line, and what others wrote in it is
 * made {@linkplain Visible visible} here, so that no command needs to think of it. Safe to use from
 * several threads.
 */
final class Console {
  /** How a word is set off, where colours are allowed. */
  enum Style {
    PLAIN(""),
    FAINT("2"),
    BOLD("1"),
    RED("1;31"),
    YELLOW("33"),
    GREEN("32"),
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** Characters of a long line that are written at once. */
  private static final int PART = 1 << 16;

  private static final String ERASE_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;
  private final boolean liveProgress;
  private final boolean picture;
  private boolean progressShown;

  /**
   * @param liveProgress whether standard error is a terminal
   * @param picture whether both are
   */
  Console(
      PrintStream out, PrintStream err, boolean colours, boolean liveProgress, boolean picture) {
    this.out = out;
    this.err = err;
    this.colours = colours;
    this.liveProgress = liveProgress;
    this.picture = picture;
  }

  /**
   * That of this process. Which streams are a terminal is said by the launcher in the property
   * {@code hamon.terminal} ({@code out}, {@code err}, both or none), since Java itself cannot tell
   * them apart; {@code NO_COLOR} is honoured.
   */
  @SuppressWarnings("SystemOut")
  static Console ofProcess() {
    String terminal = System.getProperty("hamon.terminal", "");
    String noColour = System.getenv("NO_COLOR");
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean colours = terminal.contains("out") && (noColour == null || noColour.isEmpty()) && !dumb;
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        colours,
        terminal.contains("err") && !dumb,
        terminal.contains("out") && terminal.contains("err") && !dumb);
  }

  /** A line of the result. */
  void line(String text) {
    line(Styled.plain(text));
  }

  /** The same, with words set off. */
  synchronized void line(Styled text) {
    eraseProgress();
    out.println(shown(text));
    out.flush();
  }

  /** A line of the result that need not fit into memory; no part ends within a character. */
  void lineInParts(Consumer<Consumer<String>> writing) {
    StringBuilder kept = new StringBuilder();
    writing.accept(
        part -> {
          kept.append(Visible.of(part));
          if (kept.length() >= PART) {
            part(kept);
          }
        });
    part(kept.append(System.lineSeparator()));
  }

  /** Between two parts there may be a note: the other stream does not wait for the whole line. */
  private synchronized void part(StringBuilder kept) {
    eraseProgress();
    out.print(kept);
    out.flush();
    kept.setLength(0);
  }

  /** A line about what is going on, or wrong; it is not part of the result. */
  void note(String text) {
    note(Styled.plain(text));
  }

  /** The same, with words set off. */
  synchronized void note(Styled text) {
    eraseProgress();
    err.println(shown(text));
    err.flush();
  }

  /** Where the work stands: on a terminal one line that is written over, else a line each time. */
  synchronized void progress(String text) {
    if (liveProgress) {
      err.print(ERASE_LINE + Visible.of(text));
      progressShown = true;
    } else {
      err.println(Visible.of(text));
    }
    err.flush();
  }

  /** Whether progress is one line that is written over, so that it may change often. */
  boolean liveProgress() {
    return liveProgress;
  }

  /** Whether a picture may take the whole terminal. */
  boolean takesPicture() {
    return picture;
  }

  /** What the picture sends to the terminal, as it is: it makes what it shows visible itself. */
  synchronized void picture(String text) {
    eraseProgress();
    out.print(text);
    out.flush();
  }

  private String shown(Styled line) {
    StringBuilder shown = new StringBuilder();
    for (Styled.Part part : line.parts()) {
      String text = Visible.of(part.text());
      boolean setOff = colours && part.style() != Style.PLAIN;
      shown.append(setOff ? "\u001b[" + part.style().code + "m" + text + "\u001b[0m" : text);
    }
    return shown.toString();
  }

  boolean colours() {
    return colours;
  }

  /** For the command line library, which writes help and complaints of its own. */
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  private void eraseProgress() {
    if (progressShown) {
      err.print(ERASE_LINE);
      err.flush();
      progressShown = false;
    }
  }
}
