// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.Finding;
import org.jspecify.annotations.Nullable;

/** A pattern as it was published, or why it is none: exactly one. */
record PublishedPattern(@Nullable CompiledPattern pattern, @Nullable PatternFault fault) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads and compiles what a change brings; {@code definition} is its JSON. */
  static PublishedPattern of(PatternChange change, String definition) {
    PatternReader.Result result;
    try {
      result = PatternReader.parse(change.id(), JSON.readTree(definition));
    } catch (JsonProcessingException e) {
      return unusable(change, "it is no JSON: " + e.getOriginalMessage());
    }
    Pattern pattern = result.pattern().orElse(null);
    if (pattern == null) {
      return unusable(
          change,
          result.findings().stream()
              .filter(Finding::isError)
              .map(Finding::toString)
              .collect(Collectors.joining("; ")));
    }
    if (!pattern.id().equals(change.id())) {
      return unusable(change, "the definition's id is '" + pattern.id() + "'");
    }
    return new PublishedPattern(PatternCompiler.compile(pattern), null);
  }

  private static PublishedPattern unusable(PatternChange change, String why) {
    return new PublishedPattern(
        null,
        new PatternFault(
            change.id(),
            0,
            change.validFrom(),
            "Expected the definition of pattern '" + change.id() + "', but " + why));
  }
}
