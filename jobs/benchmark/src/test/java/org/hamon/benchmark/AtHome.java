// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The checkout as the launcher would say it, so that benchmarks find the catalogue. */
public final class AtHome implements BeforeAllCallback, AfterAllCallback {

  private static final String HOME = "hamon.home";

  private String before = "";

  @Override
  public void beforeAll(ExtensionContext context) {
    before = System.getProperty(HOME, "");
    System.setProperty(HOME, Path.of("../..").toAbsolutePath().normalize().toString());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.setProperty(HOME, before);
  }
}
