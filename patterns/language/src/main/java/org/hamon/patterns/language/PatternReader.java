// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.FolderFiles;
import org.jspecify.annotations.Nullable;

/**
 * Reads patterns: a YAML file, or the same as JSON from the topic. Reports all that is wrong at
 * once; each finding has a code that stays.
 */
public final class PatternReader {

  private static final long MAX_BYTES = 256 * 1024;
  private static final String CATALOGUE = "catalogue";

  private final Findings findings;
  private final @Nullable Path path;

  private PatternReader(Findings findings, @Nullable Path path) {
    this.findings = findings;
    this.path = path;
  }

  /**
   * A pattern and what was noticed.
   *
   * @param pattern empty if there is an error among the findings
   */
  public record Result(Optional<Pattern> pattern, List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  /** Reads one YAML file. */
  public static Result read(Path file) {
    Findings findings = new Findings(file.toString());
    return read(file, text(file, findings), findings);
  }

  /** Reads what the file would be if that were its text. */
  static Result read(Path file, String text) {
    return read(file, Optional.of(text), new Findings(file.toString()));
  }

  private static Result read(Path file, Optional<String> text, Findings findings) {
    Optional<JsonNode> tree = text.flatMap(yaml -> YamlTree.of(yaml, findings));
    return new PatternReader(findings, file).pattern(tree);
  }

  /**
   * Reads a file, or all YAML files in and below a folder in the order of their paths. No two may
   * have the same id.
   */
  public static List<Result> readAll(Path fileOrFolder) {
    Map<String, Path> byId = new HashMap<>();
    try {
      return files(fileOrFolder).stream()
          .map(
              file ->
                  !file.equals(fileOrFolder) && FolderFiles.leadsOut(fileOrFolder, file)
                      ? linkThatLeadsOut(file)
                      : read(file, byId))
          .toList();
    } catch (IOException e) {
      Findings findings = new Findings(fileOrFolder.toString());
      findings.error("FILE_UNREADABLE", "", "Expected a readable folder, but " + e.getMessage());
      return List.of(new Result(Optional.empty(), findings.all()));
    }
  }

  private static Result linkThatLeadsOut(Path file) {
    Findings findings = new Findings(file.toString());
    findings.error(
        "LINK_LEADS_OUT",
        "",
        "Expected a file in the folder, but it is a link that leads out of it. Put the file itself"
            + " into the folder, or name the file.");
    return new Result(Optional.empty(), findings.all());
  }

  private static Result read(Path file, Map<String, Path> byId) {
    Result result = read(file);
    Optional<Path> other = result.pattern().map(pattern -> byId.putIfAbsent(pattern.id(), file));
    if (other.isEmpty()) {
      return result;
    }
    Findings findings = new Findings(file.toString());
    findings.error(
        "DUPLICATE_ID",
        "id",
        "Expected one pattern of each id, but '"
            + result.pattern().orElseThrow().id()
            + "' is in "
            + other.get()
            + " too.");
    return new Result(
        Optional.empty(),
        Stream.concat(result.findings().stream(), findings.all().stream()).toList());
  }

  /** The file, or all YAML files in and below the folder in the order of their paths. */
  public static List<Path> files(Path fileOrFolder) throws IOException {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> files = Files.walk(fileOrFolder)) {
      return files.filter(file -> Files.isRegularFile(file) && isYaml(file)).sorted().toList();
    }
  }

  /**
   * Reads a pattern that is JSON, as on the topic. There is no file, so name, order of keys and
   * runbook are not looked at, and missing tests are a warning only.
   *
   * @param file what findings are to name
   */
  public static Result parse(String file, JsonNode tree) {
    Findings findings = new Findings(file);
    return new PatternReader(findings, null).pattern(Optional.of(tree));
  }

  private static boolean isYaml(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static Optional<String> text(Path file, Findings findings) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        findings.error("FILE_TOO_LARGE", "", "Expected at most " + MAX_BYTES + " bytes.");
        return Optional.empty();
      }
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      findings.error(
          "FILE_UNREADABLE",
          "",
          "Expected a readable UTF-8 file, but " + e.getClass().getSimpleName() + ".");
      return Optional.empty();
    }
  }

  private Result pattern(Optional<JsonNode> tree) {
    Optional<Pattern> pattern = tree.flatMap(this::pattern);
    return new Result(findings.haveErrors() ? Optional.empty() : pattern, findings.all());
  }

  private Optional<Pattern> pattern(JsonNode tree) {
    new Shape(findings).check(tree, path == null ? PatternSchema.MESSAGE : PatternSchema.FILE, "");
    if (!tree.isObject()) {
      return Optional.empty();
    }
    Fields fields = new Fields(tree, "", findings);
    checkOrder(tree);
    checkId(fields.text("id"));
    checkRunbook(fields.text("runbook"));
    StageReader stageReader = new StageReader(findings);
    Selector root = stageReader.root(fields.below("root"));
    if (fields.has("sequence") == fields.has("count")) {
      findings.error(
          "SEQUENCE_OR_COUNT",
          "sequence",
          "Expected either `sequence` or `count`, but found "
              + (fields.has("count") ? "both." : "neither."));
    }
    List<Stage> sequence = stageReader.sequence(fields.node("sequence"));
    Count count = fields.hasSound("count") ? stageReader.count(fields.below("count")) : null;
    stageReader.checkArea(root, sequence, count);
    Condition where = stageReader.where(fields, StageReader.positiveNames(sequence));
    List<PatternTest> tests = tests(fields, root, sequence, count);
    long version = fields.integer("version", 1);
    long severity = fields.integer("severity", 0);
    PatternStatus status = fields.word("status", PatternReader::status);
    FailureType failure = fields.word("failure", PatternReader::failure);
    long within = fields.duration("within", 1);
    Emit emit = emit(fields);
    List<String> references = fields.texts("references");
    List<String> falsepositives = fields.texts("falsepositives");
    String title = fields.text("title", "");
    String description = fields.text("description");
    if (findings.haveErrors() || status == null || failure == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Pattern(
            fields.text("id", ""),
            (int) version,
            title,
            status,
            description,
            references,
            (int) severity,
            failure,
            root,
            sequence,
            count,
            within,
            where,
            emit,
            falsepositives,
            fields.text("runbook"),
            tests));
  }

  private static Emit emit(Fields pattern) {
    if (!pattern.hasSound("emit")) {
      return Emit.NOTHING;
    }
    Fields fields = pattern.below("emit");
    return new Emit(fields.text("phase"), fields.text("instruction"));
  }

  private List<PatternTest> tests(
      Fields fields, Selector root, List<Stage> sequence, @Nullable Count count) {
    if (findings.isRefused("tests")) {
      return List.of();
    }
    List<Selector> asked = new ArrayList<>(List.of(root));
    sequence.forEach(stage -> asked.add(stage.selector()));
    if (count != null) {
      asked.add(count.selector());
      if (count.sectors() > 1) {
        asked.add(new Selector(List.of("any"), List.of()));
      }
    }
    List<PatternTest> tests = new TestReader(asked, findings).tests(fields.allBelow("tests"));
    Finding.Severity missing = path == null ? Finding.Severity.WARNING : Finding.Severity.ERROR;
    if (tests.stream().allMatch(test -> test.expect().isEmpty())) {
      findings.add(
          missing, "NO_FIRING_TEST", "tests", "Expected a test that fires, but none does.", null);
    }
    if (tests.stream().noneMatch(test -> test.expect().isEmpty())) {
      findings.add(
          missing,
          "NO_QUIET_TEST",
          "tests",
          "Expected a test that does not fire (`expect: []`), but there is none.",
          null);
    }
    return tests;
  }

  private void checkOrder(JsonNode tree) {
    if (path == null) {
      return;
    }
    int last = -1;
    for (Iterator<String> keys = tree.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      int index = PatternSchema.KEYS.indexOf(key);
      if (index >= 0 && index < last) {
        findings.warn(
            "KEY_ORDER",
            key,
            "Expected '" + key + "' before '" + PatternSchema.KEYS.get(last) + "'.",
            "The order is " + String.join(", ", PatternSchema.KEYS) + ".");
      }
      last = Math.max(last, index);
    }
  }

  private void checkId(@Nullable String id) {
    if (id == null) {
      return;
    }
    if (path != null) {
      Path name = path.getFileName();
      String stem = name == null ? "" : name.toString().replaceFirst("\\.ya?ml$", "");
      if (!stem.equals(id)) {
        findings.error(
            "ID_NOT_FILE_NAME",
            "id",
            "Expected the file's name '" + stem + "', but found '" + id + "'.",
            "Rename one of them; an id once published stays.");
      }
    }
  }

  private void checkRunbook(@Nullable String runbook) {
    if (path == null) {
      return;
    }
    Path folder = path.toAbsolutePath().normalize().getParent();
    boolean inCatalogue = false;
    for (Path at = folder; at != null; at = at.getParent()) {
      inCatalogue |= at.getFileName() != null && at.getFileName().toString().equals(CATALOGUE);
      if (runbook != null && isPath(runbook) && Files.isRegularFile(at.resolve(runbook))) {
        return;
      }
    }
    findings.add(
        inCatalogue ? Finding.Severity.ERROR : Finding.Severity.WARNING,
        "MISSING_RUNBOOK",
        "runbook",
        runbook == null
            ? "Expected the path of a runbook, but there is none."
            : "Expected a runbook at '" + runbook + "', but there is no such file.",
        "The path starts at the repository's root.");
  }

  private static boolean isPath(String text) {
    return !text.isBlank() && text.indexOf('\0') < 0 && !text.startsWith("/");
  }

  private static Optional<PatternStatus> status(String word) {
    return Arrays.stream(PatternStatus.values()).filter(s -> s.word().equals(word)).findFirst();
  }

  private static Optional<FailureType> failure(String word) {
    return Arrays.stream(FailureType.values()).filter(f -> f.word().equals(word)).findFirst();
  }
}
