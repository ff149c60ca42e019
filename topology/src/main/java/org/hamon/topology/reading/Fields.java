// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one mapping key by key and notes everything that is wrong with them. What a
 * method returns after an error is of no meaning: check {@link #isSound()} at the end.
 */
public final class Fields {

  /** How databases, spreadsheets and programs write flags. */
  private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1", "1.0");

  /** In the order in which a sentence lists them. */
  private static final String FLAGS = "true or false (or t, yes, y, 1 or f, no, n, 0)";

  /** Digits in groups of three with one sign between all of them. */
  private static final Pattern GROUPS =
      Pattern.compile("[+-]?\\d{1,3}([., '\u00A0\u2009\u2019\u202F_])\\d{3}(\\1\\d{3})*");

  private static final Set<String> NO = Set.of("false", "f", "no", "n", "0", "0.0");

  private final Node.Mapping mapping;
  private final String place;
  private final Findings findings;
  private final Repeats repeats;
  private boolean sound = true;

  Fields(Node.Mapping mapping, String place, Findings findings, Repeats repeats) {
    this.mapping = mapping;
    this.place = place;
    this.findings = findings;
    this.repeats = repeats;
  }

  /** The keys of a YAML document; null, with a finding, if it has none or cannot be read. */
  public static @Nullable Fields ofDocument(Path yaml, Findings findings) {
    AtomicReference<@Nullable Fields> fields = new AtomicReference<>();
    SourceFile.open(
        yaml,
        findings,
        (reader, here) -> fields.set(YamlTree.readFields(reader, here, Repeats.none())));
    return fields.get();
  }

  /**
   * Hands over the names of the columns of a table, plain or packed, and then each row with its
   * columns as keys; it is good until the next one.
   */
  public static void eachRow(
      Path csv,
      CsvDialect dialect,
      Findings findings,
      Consumer<List<String>> columns,
      Consumer<Fields> rows) {
    Repeats repeats = Repeats.none();
    SourceFile.open(
        csv,
        dialect.encoding(),
        findings,
        (reader, here) ->
            CsvRows.read(
                reader,
                dialect,
                here,
                names -> {
                  columns.accept(List.copyOf(names));
                  return CsvColumns.ofOthers(names);
                },
                row -> rows.accept(new Fields(row, "", here, repeats))));
  }

  /** Of the values of a row that is in no table, by the names of its columns. */
  public static Fields ofRow(Map<String, String> values, int line, Findings findings) {
    List<String> columns = List.copyOf(values.keySet());
    List<String> cells = columns.stream().map(c -> values.getOrDefault(c, "")).toList();
    CsvRow row = new CsvRow(CsvColumns.ofOthers(columns), cells, line);
    return new Fields(row, "", findings, Repeats.none());
  }

  /** Of values that were put together, if only for a table; dots lead to keys below keys. */
  static Fields of(Map<String, String> values, int line, Findings findings, Repeats repeats) {
    List<String> columns = List.copyOf(values.keySet());
    List<String> cells = columns.stream().map(c -> values.getOrDefault(c, "")).toList();
    CsvRow row = new CsvRow(CsvColumns.of(columns), cells, line);
    return new Fields(row, "", findings, repeats);
  }

  Node.Mapping mapping() {
    return mapping;
  }

  /** The line of the mapping, from 1; 0 if unknown. */
  public int line() {
    return mapping.line();
  }

  String place() {
    return place;
  }

  /** Where what is wrong is noted. */
  public Findings findings() {
    return findings;
  }

  Repeats repeats() {
    return repeats;
  }

  /** Whether nothing was wrong so far. */
  public boolean isSound() {
    return sound;
  }

  /** Whether there is a value. */
  public boolean has(String key) {
    return present(key) != null;
  }

  /** The value; null if absent or null. */
  @Nullable Node present(String key) {
    Node node = mapping.get(key);
    return node instanceof Node.Scalar scalar && scalar.text() == null ? null : node;
  }

  /** A text that must be there and not be empty; empty, with a finding, if it is not. */
  public String text(String key) {
    String text = optionalText(key);
    if (text == null) {
      missing(key);
      return "";
    }
    return text;
  }

  void missing(String key) {
    if (present(key) == null) {
      String there = String.join(", ", mapping.keys());
      error(
          "MISSING_KEY",
          mapping.line(),
          key,
          "Expected the key '" + key + "', but there is only: " + Node.abbreviated(there) + ".",
          null);
    }
  }

  /** A text that many things have in common, made once; null if absent. */
  @Nullable String sharedText(String key) {
    String text = optionalText(key);
    return text == null ? null : repeats.one(text);
  }

  /** A text that is not empty, without blanks of any kind around it; null if absent. */
  public @Nullable String optionalText(String key) {
    Node node = present(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof Node.Scalar scalar) || scalar.text() == null) {
      error("WRONG_SHAPE", node, key, "a text", null);
      return null;
    }
    String text = CanonicalId.stripped(scalar.text());
    if (text.isEmpty()) {
      error("EMPTY_VALUE", node, key, "a text that is not empty", null);
      return null;
    }
    return text;
  }

  /** An id in its canonical form that must be there; of no meaning, with a finding, if not. */
  public String id(String key) {
    String id = optionalId(key);
    if (id == null) {
      missing(key);
      return "";
    }
    return id;
  }

  /** An id in its canonical form; null if absent. */
  public @Nullable String optionalId(String key) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    String id = CanonicalId.of(text);
    if (id == null) {
      error(
          "BAD_ID",
          node(key).line(),
          key,
          "Expected an id without blanks, but in "
              + node(key).description()
              + " "
              + CanonicalId.fault(text).orElseThrow()
              + ".",
          null);
    }
    return id == null ? text : id;
  }

  /** A number from {@code least} to {@code most}; {@code otherwise} if absent. */
  double number(String key, double least, double most, double otherwise) {
    Double number = optionalNumber(key, least, most);
    return number == null ? otherwise : number;
  }

  /** A number from {@code least} to {@code most}; null if absent. */
  public @Nullable Double optionalNumber(String key, double least, double most) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    double number = Numbers.number(mapping.withPoint(text));
    if (!Double.isFinite(number)) {
      error("BAD_NUMBER", node(key), key, "a number", withoutGroups(text));
      return null;
    }
    if (number < least || number > most) {
      String range =
          most == Double.MAX_VALUE
              ? "a number of at least " + plain(least)
              : "a number from " + plain(least) + " to " + plain(most);
      error("OUT_OF_RANGE", node(key), key, range, null);
    }
    return number;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  /** A whole number from {@code least} to {@code most}; {@code otherwise} if absent. */
  long whole(String key, long least, long most, long otherwise) {
    String text = optionalText(key);
    if (text == null) {
      return otherwise;
    }
    OptionalLong whole = Numbers.whole(mapping.withPoint(text));
    if (whole.isEmpty()) {
      error("BAD_NUMBER", node(key), key, "a whole number", withoutGroups(text));
      return otherwise;
    }
    long number = whole.getAsLong();
    if (number < least || number > most) {
      error(
          "OUT_OF_RANGE",
          node(key),
          key,
          "a whole number "
              + (most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most),
          null);
    }
    return number;
  }

  /** What to do about a number in groups of three digits; null if it is none. */
  private static @Nullable String withoutGroups(String text) {
    if (!GROUPS.matcher(text).matches()) {
      return null;
    }
    char sign = text.replaceAll("[\\d+-]", "").charAt(0);
    String named =
        Character.isSpaceChar(sign) ? "blank" : sign == '\'' ? "\"'\"" : "'" + sign + "'";
    return "if that is "
        + text.replaceAll("[^\\d+-]", "")
        + ", write it so, or say thousands: "
        + named
        + " in the mapping of an import";
  }

  boolean flag(String key, boolean otherwise) {
    String text = optionalText(key);
    if (text == null) {
      return otherwise;
    }
    String word = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      error("BAD_FLAG", node(key), key, FLAGS, null);
    }
    return YES.contains(word);
  }

  /** Milliseconds; {@code otherwise} if absent. */
  long duration(String key, long otherwise) {
    String text = optionalText(key);
    if (text == null) {
      return otherwise;
    }
    OptionalLong millis = repeats.millis(text);
    if (millis.isEmpty()) {
      error("BAD_DURATION", node(key), key, "a duration like 30s, 10m, 4h, 2d or PT4H", null);
    }
    return millis.orElse(otherwise);
  }

  /** The number with a point where its table writes a comma, else as it is. */
  public String withPoint(String number) {
    return mapping.withPoint(number);
  }

  /** A text that is one of the words; null if absent. */
  @Nullable String word(String key, String code, String what, Collection<String> words) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    if (!words.contains(text)) {
      error(code, node(key), key, what, Suggestion.didYouMean(text, words));
    }
    return text;
  }

  /** The fields of a mapping below this one; null if absent or no mapping. */
  public @Nullable Fields below(String key) {
    Node node = present(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof Node.Mapping below)) {
      error("WRONG_SHAPE", node, key, "keys with values", null);
      return null;
    }
    return new Fields(below, at(key), findings, repeats);
  }

  /** The mappings of a list; none if absent. */
  public List<Fields> list(String key) {
    List<Fields> all = new ArrayList<>();
    for (Node item : items(key)) {
      String at = at(key) + "[" + all.size() + "]";
      if (item instanceof Node.Mapping below) {
        all.add(new Fields(below, at, findings, repeats));
      } else {
        error("WRONG_SHAPE", item, key, "keys with values", null);
      }
    }
    return all;
  }

  /** A text or a list of texts; none if absent. */
  public List<String> texts(String key) {
    Node node = present(key);
    if (node instanceof Node.Scalar scalar && scalar.text() != null) {
      return List.of(scalar.text());
    }
    List<String> all = new ArrayList<>();
    for (Node item : items(key)) {
      if (item instanceof Node.Scalar scalar && scalar.text() != null) {
        all.add(scalar.text());
      } else {
        error("WRONG_SHAPE", item, key, "a text", null);
      }
    }
    return all;
  }

  /** Keys with texts, in order; none if absent. */
  public Map<String, String> pairs(String key) {
    return pairs(key, (below, name) -> below.optionalText(name));
  }

  /** Keys with texts that may be empty, in order; none if absent. */
  public Map<String, String> replacements(String key) {
    return pairs(key, (below, name) -> below.isBlank(name) ? "" : below.optionalText(name));
  }

  private Map<String, String> pairs(String key, Reading reading) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Fields below = below(key);
    if (below != null) {
      for (String name : below.mapping.keys()) {
        String text = reading.of(below, name);
        if (text != null) {
          pairs.put(name, text);
        }
      }
      join(below);
    }
    return pairs;
  }

  /** How the text of a key is read; null if there is none that can be used. */
  private interface Reading {
    @Nullable String of(Fields fields, String key);
  }

  /** Whether there is a text, and nothing but blanks in it. */
  private boolean isBlank(String key) {
    return present(key) instanceof Node.Scalar scalar
        && scalar.text() != null
        && CanonicalId.stripped(scalar.text()).isEmpty();
  }

  /** The items of a list; none if absent. */
  List<Node> items(String key) {
    Node node = present(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Node.Sequence sequence)) {
      error("WRONG_SHAPE", node, key, "a list", null);
      return List.of();
    }
    return sequence.items();
  }

  boolean matches(Pattern pattern, String text) {
    return repeats.matches(pattern, text);
  }

  /** Takes over what was found wrong below. */
  void join(Fields below) {
    sound &= below.sound;
  }

  /** Notes every key that is none of these. */
  public void rejectOthers(List<String> expected) {
    for (String key : mapping.keysBeyond(expected)) {
      sound = false;
      findings.error(
          "UNKNOWN_KEY",
          node(key).line(),
          at(Node.abbreviated(key)),
          "Expected one of "
              + String.join(", ", expected)
              + ", but found the key '"
              + Node.abbreviated(key)
              + "'.",
          Suggestion.didYouMean(key, expected));
    }
  }

  /** Notes that the value of the key is not what was expected. */
  void error(String code, Node found, String key, String expected, @Nullable String suggestion) {
    error(
        code,
        found.line(),
        key,
        "Expected " + expected + ", but found " + found.description() + ".",
        suggestion);
  }

  void error(String code, int line, String key, String message, @Nullable String suggestion) {
    sound = false;
    findings.error(code, line, at(key), message, suggestion);
  }

  /** The value of a key, or this mapping if there is none. */
  Node node(String key) {
    Node node = mapping.get(key);
    return node == null ? mapping : node;
  }

  String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
