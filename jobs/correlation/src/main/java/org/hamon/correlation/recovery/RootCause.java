// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a stack trace says to a person. */
public final class RootCause {
  private static final String CAUSE = "Caused by: ";
  private static final Pattern CLASS = Pattern.compile("^(?:[\\w$]+\\.)+[A-Z][\\w$]*: ");
  private static final Pattern HEADING = Pattern.compile("The job cannot start:");

  private RootCause() {}

  /** The lines of the innermost cause's message, without the names of classes and methods. */
  public static List<String> of(String trace) {
    int cause = trace.lastIndexOf(CAUSE);
    String text = cause < 0 ? trace : trace.substring(cause + CAUSE.length());
    List<String> lines =
        Arrays.stream(text.split("\\R"))
            .takeWhile(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
            .map(line -> CLASS.matcher(line).replaceFirst(""))
            .filter(line -> !line.isBlank() && !HEADING.matcher(line).matches())
            .toList();
    return lines.isEmpty() ? List.of(trace.lines().findFirst().orElse("no reason given")) : lines;
  }
}
