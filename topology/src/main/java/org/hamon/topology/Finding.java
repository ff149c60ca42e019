// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that a reader or a check noticed in a file that a person wrote.
 *
 * @param code stable, for example {@code UNKNOWN_KEY}
 * @param file as the user named it
 * @param line from 1; 0 if unknown
 * @param place within the file, for example {@code sequence[1].downstream}; may be empty
 * @param message a sentence: what was expected, what was found
 * @param suggestion what to do, for example {@code did you mean 'kind'?}
 */
public record Finding(
    Severity severity,
    String code,
    String file,
    int line,
    String place,
    String message,
    @Nullable String suggestion) {

  /** How much a finding matters, the worst first. */
  public enum Severity {
    /** The file cannot be used. */
    ERROR,
    /** It can, but is probably not as its author meant it. */
    WARNING,
    /** A fact worth knowing; nothing is wrong. */
    INFO;

    /** As it stands in reports, for example {@code warning}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    requireNonNull(severity, "severity");
    requireNonNull(code, "code");
    requireNonNull(file, "file");
    requireNonNull(place, "place");
    requireNonNull(message, "message");
  }

  /** Whether the file cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line for a person: {@code file:line: error CODE at place: message suggestion}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + severity.word()
        + " "
        + code
        + (place.isEmpty() ? "" : " at " + place)
        + ": "
        + message
        + (suggestion == null ? "" : " " + suggestion);
  }
}
