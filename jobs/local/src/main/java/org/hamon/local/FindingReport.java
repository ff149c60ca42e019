// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.hamon.topology.Finding;

/** Findings, for a person or a program; and what they mean for the exit code. */
final class FindingReport {
  private FindingReport() {}

  /**
   * Prints all findings and a last line that counts them.
   *
   * @param strict whether a warning is as bad as an error
   * @return exit code: found if there is an error
   */
  static int print(
      Console console, List<Finding> findings, int files, boolean json, boolean strict) {
    long errors = findings.stream().filter(Finding::isError).count();
    long warnings = findings.stream().filter(f -> f.severity() == Finding.Severity.WARNING).count();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("files", files);
      node.put("errors", errors);
      node.put("warnings", warnings);
      ArrayNode array = node.putArray("findings");
      findings.forEach(finding -> array.add(node(finding)));
      console.line(node.toString());
    } else {
      findings.forEach(finding -> console.line(styled(finding)));
      console.line(
          Text.count(files, "file")
              + " checked: "
              + Text.count(errors, "error")
              + ", "
              + Text.count(warnings, "warning"));
    }
    return errors > 0 || (strict && warnings > 0) ? Hamon.FOUND : Hamon.DONE;
  }

  /** Says the errors on standard error and gives up, if there are any. */
  static void refuseErrors(Collection<Finding> findings) {
    List<String> errors =
        findings.stream().filter(Finding::isError).map(Finding::toString).toList();
    if (!errors.isEmpty()) {
      throw new UnusableInput(errors);
    }
  }

  /** Gives up if a path does not exist or cannot be read, naming all that do not. */
  static void requireReadable(Collection<Path> paths) {
    List<String> lines =
        paths.stream()
            .filter(path -> !Files.isReadable(path))
            .map(
                path ->
                    "hamon: "
                        + path
                        + (Files.exists(path)
                            ? ": expected to be allowed to read it, but it is not readable."
                            : ": expected a file or folder, but there is none."))
            .toList();
    if (!lines.isEmpty()) {
      throw new UnusableInput(lines);
    }
  }

  static Styled styled(Finding finding) {
    Console.Style style =
        switch (finding.severity()) {
          case ERROR -> Console.Style.RED;
          case WARNING -> Console.Style.YELLOW;
          case INFO -> Console.Style.PLAIN;
        };
    return Styled.of(style, finding.toString());
  }

  static ObjectNode node(Finding finding) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("severity", finding.severity().word());
    node.put("code", finding.code());
    node.put("file", finding.file());
    node.put("line", finding.line());
    node.put("place", finding.place());
    node.put("message", finding.message());
    node.put("suggestion", finding.suggestion());
    return node;
  }
}
