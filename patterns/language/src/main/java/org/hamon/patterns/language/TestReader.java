// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamon.patterns.language.PatternTest.Event;
import org.hamon.patterns.language.PatternTest.Expected;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/** Reads {@code tests}. */
final class TestReader {

  private static final List<String> TEST_KEYS = List.of("name", "topology", "events", "expect");
  private static final List<String> EXPECT_KEYS = List.of("at", "start", "root", "members");
  private static final List<String> ASSET_KEYS =
      List.of(
          "id",
          "name",
          "sector",
          "kind",
          "region",
          "operator",
          "people",
          "lat",
          "lon",
          "source",
          "every",
          "substitutability");
  private static final List<String> DEPENDENCY_KEYS =
      List.of(
          "id",
          "provider",
          "dependent",
          "type",
          "group",
          "needs",
          "strength",
          "buffer",
          "trigger",
          "restart",
          "recovery");

  private static final Pattern TIME = Pattern.compile("(\\d{1,3}):([0-5]\\d)(?::([0-5]\\d))?");
  private static final Pattern EVENT =
      Pattern.compile(
          "(\\S+)\\s+(\\S+)\\s+(?:condition\\s+(\\S+)\\s+(\\S+)|(\\S+))(?:\\s+cause=(\\S+))?");
  private static final Pattern NODE =
      Pattern.compile("([^\\s:/>]+)(?::([^\\s:/>]+)(?:/([^\\s:/>]+))?)?");

  /** The sector of an asset of which the shorthand says none. */
  static final String NO_SECTOR = "none";

  private final List<Selector> selectors;
  private final Findings findings;

  /**
   * @param selectors all that the pattern asks of sectors and kinds
   */
  TestReader(List<Selector> selectors, Findings findings) {
    this.selectors = selectors;
    this.findings = findings;
  }

  List<PatternTest> tests(JsonNode node) {
    List<PatternTest> tests = new ArrayList<>();
    if (!node.isArray()) {
      findings.error(
          "BAD_VALUE", "tests", "Expected a list of tests, but found " + Fields.shown(node) + ".");
      return tests;
    }
    for (int i = 0; i < node.size(); i++) {
      tests.add(test(node.get(i), "tests[" + i + "]"));
    }
    return tests;
  }

  private PatternTest test(JsonNode node, String place) {
    Fields fields = Fields.of(node, place, findings, TEST_KEYS);
    fields.require("name", "topology", "events", "expect");
    Topology topology = topology(fields);
    List<String> known = topology.assets().stream().map(Asset::id).toList();
    List<Event> events = new ArrayList<>();
    List<String> lines = fields.texts("events");
    for (int i = 0; i < lines.size(); i++) {
      Event event = event(lines.get(i), fields.at("events") + "[" + i + "]", known);
      if (event != null) {
        events.add(event);
      }
    }
    List<Expected> expected = new ArrayList<>();
    JsonNode expect = fields.node("expect");
    if (fields.has("expect") && !expect.isArray()) {
      fields.bad("expect", "a list of matches", expect);
    }
    for (int i = 0; i < expect.size(); i++) {
      expected.add(expected(expect.get(i), fields.at("expect") + "[" + i + "]", known));
    }
    return new PatternTest(fields.text("name", place), topology, events, expected);
  }

  private Expected expected(JsonNode node, String place, List<String> known) {
    Fields fields = Fields.of(node, place, findings, EXPECT_KEYS);
    String root = fields.text("root");
    if (root != null) {
      checkKnown(root, fields.at("root"), known);
    }
    List<String> members = fields.has("members") ? fields.texts("members") : null;
    if (members != null) {
      members.forEach(member -> checkKnown(member, fields.at("members"), known));
    }
    return new Expected(
        instant(fields.text("at"), fields.at("at")),
        instant(fields.text("start"), fields.at("start")),
        root,
        members);
  }

  private @Nullable Event event(String line, String place, List<String> known) {
    Matcher matcher = EVENT.matcher(line.strip());
    if (!matcher.matches()) {
      findings.error(
          "BAD_TEST_EVENT",
          place,
          "Expected `HH:MM[:SS] ASSET STATE` or `HH:MM ASSET condition ID on|off`, either followed"
              + " by `cause=CAUSE`, but found '"
              + line
              + "'.");
      return null;
    }
    Long at = instant(matcher.group(1), place);
    checkKnown(matcher.group(2), place, known);
    Cause cause = Cause.UNKNOWN;
    String causeWord = matcher.group(6);
    if (causeWord != null) {
      cause = Cause.of(causeWord).orElse(null);
      if (cause == null) {
        unknownWord("BAD_CAUSE", place, causeWord, StageReader.CAUSES);
      }
    }
    String condition = matcher.group(3);
    String word = condition == null ? matcher.group(5) : matcher.group(4);
    AssetState state = condition == null ? AssetState.of(word).orElse(null) : null;
    if (condition == null && state == null) {
      unknownWord("BAD_STATE", place, word, StageReader.STATES);
    }
    if (condition != null && !word.equals("on") && !word.equals("off")) {
      unknownWord("BAD_TEST_EVENT", place, word, List.of("on", "off"));
    }
    if (at == null || cause == null) {
      return null;
    }
    return new Event(at, matcher.group(2), state, condition, word.equals("on"), cause);
  }

  private void unknownWord(String code, String place, String word, List<String> known) {
    findings.error(
        code,
        place,
        "Expected one of " + String.join(", ", known) + ", but found '" + word + "'.",
        Findings.didYouMean(word, known));
  }

  private void checkKnown(String asset, String place, List<String> known) {
    if (!known.contains(asset)) {
      findings.error(
          "UNKNOWN_TEST_ASSET",
          place,
          "Expected an asset of the test's topology, but '" + asset + "' is none.",
          Findings.didYouMean(asset, known));
    }
  }

  private @Nullable Long instant(@Nullable String text, String place) {
    if (text == null) {
      return null;
    }
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      findings.error(
          "BAD_TEST_EVENT", place, "Expected a time HH:MM or HH:MM:SS, but found '" + text + "'.");
      return null;
    }
    long seconds = matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3));
    long minutes = Long.parseLong(matcher.group(1)) * 60 + Long.parseLong(matcher.group(2));
    return (minutes * 60 + seconds) * 1_000;
  }

  private Topology topology(Fields test) {
    Map<String, Asset> assets = new LinkedHashMap<>();
    Map<String, Dependency> dependencies = new LinkedHashMap<>();
    String place = test.at("topology");
    if (test.node("topology").isObject()) {
      Fields fields =
          Fields.of(test.node("topology"), place, findings, List.of("assets", "dependencies"));
      readAssets(fields, assets);
      readDependencies(fields, assets, dependencies);
    } else {
      List<String> lines = test.texts("topology");
      for (int i = 0; i < lines.size(); i++) {
        shorthand(lines.get(i), place + "[" + i + "]", assets, dependencies);
      }
    }
    assets.values().forEach(asset -> checkAsked(asset, place));
    return new Topology(
        "test",
        "1",
        List.of(),
        List.copyOf(assets.values()),
        List.copyOf(dependencies.values()),
        List.of(),
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  /** {@code a:sector/kind > b:sector/kind}: a chain of dependencies without buffers. */
  private void shorthand(
      String line, String place, Map<String, Asset> assets, Map<String, Dependency> dependencies) {
    String provider = null;
    for (String part : line.split(">", -1)) {
      Matcher node = NODE.matcher(part.strip());
      if (!node.matches()) {
        findings.error(
            "BAD_TEST_TOPOLOGY",
            place,
            "Expected `a:sector/kind > b:sector/kind`, but found '" + line + "'.");
        return;
      }
      String id = node.group(1);
      Asset asset = asset(id, node.group(2), node.group(3), assets.get(id), place);
      assets.put(id, asset);
      if (provider != null) {
        DependencyType type =
            Asset.AREA.equals(sector(assets, provider))
                ? DependencyType.GEOGRAPHIC
                : DependencyType.PHYSICAL;
        add(dependencies, provider + ">" + id, provider, id, type, null, 1, Trigger.OUT);
      }
      provider = id;
    }
  }

  private static String sector(Map<String, Asset> assets, String id) {
    Asset asset = assets.get(id);
    return asset == null ? NO_SECTOR : asset.sector();
  }

  private Asset asset(
      String id,
      @Nullable String sector,
      @Nullable String kind,
      @Nullable Asset before,
      String place) {
    String said = sector == null ? NO_SECTOR : sector;
    if (before != null && !before.sector().equals(NO_SECTOR)) {
      if (sector != null
          && !(before.sector().equals(sector) && (kind == null || kind.equals(before.kind())))) {
        findings.error(
            "BAD_TEST_TOPOLOGY", place, "Expected '" + id + "' to be one thing, but it is two.");
      }
      return before;
    }
    return new Asset(id, id, said, kind, null, null, 0, null, null, false, 0, 0);
  }

  private void readAssets(Fields topology, Map<String, Asset> assets) {
    JsonNode list = topology.node("assets");
    for (int i = 0; i < list.size(); i++) {
      Fields fields =
          Fields.of(list.get(i), topology.at("assets") + "[" + i + "]", findings, ASSET_KEYS);
      fields.require("id");
      String id = fields.text("id", "?");
      List<String> sector = fields.sectors("sector");
      Asset asset =
          new Asset(
              id,
              fields.text("name", id),
              sector.isEmpty() ? NO_SECTOR : sector.get(0),
              fields.text("kind"),
              fields.text("region"),
              null,
              fields.integer("people", 0, 0, Long.MAX_VALUE),
              null,
              null,
              fields.flag("source", false),
              0,
              fields.number("substitutability", 0));
      if (assets.put(id, asset) != null) {
        findings.error("BAD_TEST_TOPOLOGY", fields.at("id"), "Expected '" + id + "' once.");
      }
    }
  }

  private void readDependencies(
      Fields topology, Map<String, Asset> assets, Map<String, Dependency> dependencies) {
    JsonNode list = topology.node("dependencies");
    for (int i = 0; i < list.size(); i++) {
      String place = topology.at("dependencies") + "[" + i + "]";
      Fields fields = Fields.of(list.get(i), place, findings, DEPENDENCY_KEYS);
      fields.require("provider", "dependent");
      String provider = fields.text("provider", "?");
      String dependent = fields.text("dependent", "?");
      List<String> known = List.copyOf(assets.keySet());
      checkKnown(provider, fields.at("provider"), known);
      checkKnown(dependent, fields.at("dependent"), known);
      DependencyType type =
          fields.word(
              "type",
              "BAD_VALUE",
              List.of("physical", "cyber", "geographic", "logical"),
              TestReader::type);
      add(
          dependencies,
          fields.text("id", provider + ">" + dependent),
          provider,
          dependent,
          type == null ? DependencyType.PHYSICAL : type,
          fields.text("group"),
          (int) fields.integer("needs", 1, 1, 1_000),
          trigger(fields));
    }
  }

  private Trigger trigger(Fields dependency) {
    if (!dependency.has("trigger")) {
      return Trigger.OUT;
    }
    Fields fields =
        Fields.of(
            dependency.node("trigger"),
            dependency.at("trigger"),
            findings,
            List.of("state", "condition"));
    String condition = fields.text("condition");
    if (condition != null) {
      return new Trigger(null, condition);
    }
    AssetState state = fields.word("state", "BAD_STATE", StageReader.STATES, AssetState::of);
    return state == null ? Trigger.OUT : new Trigger(state, null);
  }

  private static Optional<DependencyType> type(String word) {
    for (DependencyType type : DependencyType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static void add(
      Map<String, Dependency> dependencies,
      String id,
      String provider,
      String dependent,
      DependencyType type,
      @Nullable String group,
      int needs,
      Trigger trigger) {
    dependencies.put(
        id,
        new Dependency(id, provider, dependent, type, group, needs, 1, null, trigger, false, 0));
  }

  /** A sector or kind that the pattern asks for must be said. */
  private void checkAsked(Asset asset, String place) {
    boolean noSector = asset.sector().equals(NO_SECTOR);
    for (Selector selector : selectors) {
      if (noSector && !selector.sectors().isEmpty()) {
        findings.error(
            "TEST_ASSET_WITHOUT_SECTOR",
            place,
            "Expected the sector of '" + asset.id() + "', since the pattern asks for one.",
            "Write '" + asset.id() + ":sector/kind'.");
        return;
      }
      if (asset.kind() == null
          && !selector.kinds().isEmpty()
          && (selector.sectors().isEmpty() || selector.sectors().contains(asset.sector()))) {
        findings.error(
            "TEST_ASSET_WITHOUT_KIND",
            place,
            "Expected the kind of '" + asset.id() + "', since the pattern asks for one.",
            "Write '" + asset.id() + ":" + asset.sector() + "/kind'.");
        return;
      }
    }
  }
}
