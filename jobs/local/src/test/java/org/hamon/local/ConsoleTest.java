// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final String EVIL = "x\u001b]52;c;ZXZpbA==\u0007\nerror FORGED";
  private static final String SHOWN = "x\\u001b]52;c;ZXZpbA==\\u0007\\u000aerror FORGED";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyLineIsOneLineWithoutControlCharacters() {
    Console console = console(false, false);

    console.line(EVIL);
    console.line(Styled.of(Console.Style.RED, EVIL).and(EVIL));
    console.note(EVIL);
    console.progress(EVIL);

    assertThat(text(out)).isEqualTo(SHOWN + "\n" + SHOWN + SHOWN + "\n");
    assertThat(text(err)).isEqualTo(SHOWN + "\n" + SHOWN + "\n");
  }

  @Test
  void onlyItsOwnStylesReachATerminal() {
    Console console = console(true, true);

    console.line(Styled.of(Console.Style.BOLD, EVIL).and("\u001b[31m plain"));
    console.progress(EVIL);

    assertThat(text(out)).isEqualTo("\u001b[1m" + SHOWN + "\u001b[0m\\u001b[31m plain\n");
    assertThat(text(err)).isEqualTo("\r\u001b[2K" + SHOWN);
  }

  @Test
  void columnsStandInLineWhateverIsInThem() {
    assertThat(
            Text.table(List.of(List.of("name", "n"), List.of("\u001bx", "1"), List.of("y", "2"))))
        .containsExactly("name     n", "----------", "\\u001bx  1", "y        2");
  }

  private Console console(boolean colours, boolean live) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        colours,
        live,
        false);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
