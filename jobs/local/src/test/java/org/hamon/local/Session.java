// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** What a command printed and how it ended, as its caller sees it. */
record Session(int exit, String out, String err) {

  /** What was said on standard error but where the work stands, which a busy machine adds. */
  String complaints() {
    return err.lines().filter(line -> !line.startsWith("... ")).collect(Collectors.joining("\n"));
  }

  static Session run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            false);
    int exit = Hamon.run(console, arguments);
    return new Session(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
