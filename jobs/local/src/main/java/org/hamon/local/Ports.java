// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Ports that a user asks for. */
final class Ports {
  private Ports() {}

  /** Refuses what cannot be a port; 0 stands for any free one. */
  static void check(CommandSpec spec, int port) {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "Expected --port to be from 0 to 65535, but it is " + port);
    }
  }
}
