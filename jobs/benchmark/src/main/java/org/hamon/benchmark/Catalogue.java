// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;

/** The patterns that a new user starts with. */
public final class Catalogue {

  private Catalogue() {}

  public static List<Pattern> patterns() {
    Path folder = Path.of(System.getProperty("hamon.home", ""), "patterns", "catalogue");
    return PatternReader.readAll(folder).stream()
        .map(PatternReader.Result::pattern)
        .flatMap(Optional::stream)
        .toList();
  }
}
