// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String SECOND_SCREEN = "\u001b[?1049h";
  private static final String CURSOR = "\u001b[?25h";
  private static final String FIRST_SCREEN = "\u001b[?1049l";

  private static final Pattern STYLE = Pattern.compile("\\[[1-9][0-9;]*m");

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final StringBuilder left = new StringBuilder();

  @Test
  void exampleUsage() throws IOException {
    Terminal terminal = terminal("xterm-256color", 80, 24);
    Screen screen = Screen.on(terminal, true).orElseThrow();

    screen.draw(List.of(new AttributedString("hello", Palette.BOLD)));
    await().until(() -> drawn().contains("hello"));
    screen.leave(List.of(new AttributedString("last", Palette.BOLD)), left::append);

    assertThat(drawn()).contains(SECOND_SCREEN);
    assertThat(left).contains(FIRST_SCREEN).contains("last").endsWith("\n");
  }

  @Test
  void theTerminalIsGivenBackAsItWas() throws IOException {
    Terminal terminal = terminal("xterm-256color", 80, 24);
    Screen screen = Screen.on(terminal, true).orElseThrow();
    assertThat(terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ECHO)).isFalse();

    screen.leave(List.of(), left::append);

    assertThat(left).contains(FIRST_SCREEN).contains(CURSOR);
  }

  @Test
  void withoutColoursNothingIsStyled() throws IOException {
    Screen screen = Screen.on(terminal("xterm-256color", 80, 24), false).orElseThrow();

    screen.draw(List.of(new AttributedString("hello", Palette.level("critical"))));
    await().until(() -> drawn().contains("hello"));
    screen.leave(List.of(new AttributedString("last", Palette.level("critical"))), left::append);

    assertThat(drawn()).doesNotContainPattern(STYLE);
    assertThat(left.toString()).contains("last\n").doesNotContainPattern(STYLE);
  }

  @Test
  void aTerminalThatIsTooSmallOrCannotMoveItsCursorGetsNoPicture() throws IOException {
    assertThat(Screen.on(terminal("xterm-256color", 59, 24), true)).isEmpty();
    assertThat(Screen.on(terminal("xterm-256color", 80, 14), true)).isEmpty();
    assertThat(Screen.on(terminal("dumb", 80, 24), true)).isEmpty();
    assertThat(drawn()).isEmpty();
  }

  private Terminal terminal(String type, int columns, int rows) throws IOException {
    return TerminalBuilder.builder()
        .system(false)
        .streams(new ByteArrayInputStream(new byte[0]), drawn)
        .type(type)
        .size(Size.of(columns, rows))
        .graphemeCluster(false)
        .encoding(StandardCharsets.UTF_8)
        .build();
  }

  private String drawn() {
    return drawn.toString(StandardCharsets.UTF_8);
  }
}
