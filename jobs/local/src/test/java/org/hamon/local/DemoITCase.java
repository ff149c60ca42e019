// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoITCase {
  private static final String HOME = "hamon.home";

  @BeforeAll
  static void theLauncherTellsWhereTheCheckoutIs() {
    System.setProperty(HOME, Path.of("..", "..").toAbsolutePath().normalize().toString());
  }

  @AfterAll
  static void forgetIt() {
    System.clearProperty(HOME);
  }

  @Test
  void whatIsNoTerminalGetsLinesWithoutAnyEscapeSequence() {
    Session session =
        Session.run(
            "demo", "--exit", "--speed", "6000", "--port", "0", "--scenario", "hokkaido-2018");

    assertThat(session.out() + session.err()).doesNotContain("\u001b");
    assertThat(session.err())
        .contains("Starting Kafka and Flink ...")
        .contains("Playing 6 Sep 02:30 to 8 Sep 21:00 JST, 6,000 times as fast")
        .contains(" records played, ");
    assertThat(session.out())
        .contains("  alert      electricity  ")
        .contains("happened, JST")
        .contains("inputs, all warnings and situations are in ")
        .contains("Flink's page was http://");
    assertThat(session.exit()).isIn(Hamon.DONE, Hamon.FOUND);
  }
}
