// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The terminal while the picture is on it: its second screen, without cursor and without echo, so
 * that what stood there before is there again afterwards.
 */
final class Screen {
  static final int FEWEST_COLUMNS = 60;
  static final int FEWEST_ROWS = 15;

  private final Terminal terminal;
  private final Display display;
  private final boolean colours;
  private final Attributes before;
  private final String leave;
  private Size size = Size.of(0, 0);

  private Screen(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
    this.display = new Display(terminal, true);
    this.leave = sequence(Capability.exit_ca_mode) + sequence(Capability.cursor_normal);
    this.before = terminal.getAttributes();
  }

  /** Takes this process's terminal over; empty if it is too small, or cannot do it. */
  static Optional<Screen> ofProcess(boolean colours) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .dumb(true)
            // or the library's own handlers would take Ctrl-C from the JVM
            .nativeSignals(false)
            // it would ask the terminal and wait for an answer
            .graphemeCluster(false)
            .encoding(StandardCharsets.UTF_8)
            .build();
    Optional<Screen> screen = on(terminal, colours);
    if (screen.isEmpty()) {
      terminal.close();
    }
    return screen;
  }

  static Optional<Screen> on(Terminal terminal, boolean colours) {
    boolean able =
        !terminal.getType().startsWith(Terminal.TYPE_DUMB)
            && terminal.getStringCapability(Capability.cursor_address) != null
            && terminal.getStringCapability(Capability.enter_ca_mode) != null
            && terminal.getStringCapability(Capability.exit_ca_mode) != null;
    if (!able
        || terminal.getSize().getColumns() < FEWEST_COLUMNS
        || terminal.getSize().getRows() < FEWEST_ROWS) {
      return Optional.empty();
    }
    Screen screen = new Screen(terminal, colours);
    screen.enter();
    return Optional.of(screen);
  }

  private void enter() {
    Attributes quiet = new Attributes(before);
    quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    terminal.setAttributes(quiet);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    measure();
  }

  /** Asks the terminal anew how large it is. */
  void measure() {
    Size now = terminal.getSize();
    if (!now.equals(size)) {
      size = now;
      display.resize(now);
      display.clear();
    }
  }

  int width() {
    return size.getColumns();
  }

  int height() {
    return size.getRows();
  }

  void draw(List<AttributedString> lines) {
    display.update(lines.stream().map(this::plainUnlessColours).toList(), -1);
    terminal.flush();
  }

  /**
   * Gives the terminal back, with these lines on its first screen.
   *
   * @param out writes to the terminal. The library's own writer may be shut by now: it has a hook
   *     of its own for the end of the process
   */
  void leave(List<AttributedString> lines, Consumer<String> out) throws IOException {
    StringBuilder text = new StringBuilder(leave);
    for (AttributedString line : lines) {
      text.append(colours ? line.toAnsi(terminal) : line.toString()).append('\n');
    }
    out.accept(text.toString());
    terminal.setAttributes(before);
    terminal.close();
  }

  private AttributedString plainUnlessColours(AttributedString line) {
    return colours ? line : new AttributedString(line.toString());
  }

  private String sequence(Capability capability) {
    String text = terminal.getStringCapability(capability);
    return text == null ? "" : Curses.tputs(text);
  }
}
