// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

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

  List<PatternTest> tests(List<Fields> tests) {
    return tests.stream().map(this::test).toList();
  }

  private PatternTest test(Fields fields) {
    Topology topology = topology(fields);
    List<String> known = topology.assets().stream().map(Asset::id).toList();
    List<Event> events = new ArrayList<>();
    fields
        .textsByPlace("events")
        .forEach(
            (place, line) -> {
              Event event = event(line, place, known);
              if (event != null) {
                events.add(event);
              }
            });
    List<Expected> expected =
        fields.allBelow("expect").stream().map(match -> expected(match, known)).toList();
    return new PatternTest(fields.text("name", "?"), topology, events, expected);
  }

  private Expected expected(Fields fields, List<String> known) {
    String root = fields.text("root");
    if (root != null) {
      checkKnown(root, fields.at("root"), known);
    }
    fields.textsByPlace("members").forEach((place, member) -> checkKnown(member, place, known));
    return new Expected(
        instant(fields.text("at"), fields.at("at")),
        instant(fields.text("start"), fields.at("start")),
        root,
        fields.hasSound("members") ? fields.texts("members") : null);
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
    Fields fields = test.below("topology");
    readAssets(fields, assets);
    readDependencies(fields, assets, dependencies);
    test.textsByPlace("topology").forEach((at, line) -> shorthand(line, at, assets, dependencies));
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
    for (Fields fields : topology.allBelow("assets")) {
      String id = fields.text("id");
      if (id == null) {
        continue;
      }
      List<String> sector = fields.sectors("sector");
      Asset asset =
          new Asset(
              id,
              fields.text("name", id),
              sector.isEmpty() ? NO_SECTOR : sector.get(0),
              fields.text("kind"),
              fields.text("region"),
              null,
              fields.integer("people", 0),
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
    for (Fields fields : topology.allBelow("dependencies")) {
      String provider = fields.text("provider");
      String dependent = fields.text("dependent");
      if (provider == null || dependent == null) {
        continue;
      }
      List<String> known = List.copyOf(assets.keySet());
      checkKnown(provider, fields.at("provider"), known);
      checkKnown(dependent, fields.at("dependent"), known);
      DependencyType type = fields.word("type", TestReader::type);
      add(
          dependencies,
          fields.text("id", provider + ">" + dependent),
          provider,
          dependent,
          type == null ? DependencyType.PHYSICAL : type,
          fields.text("group"),
          (int) fields.integer("needs", 1),
          trigger(fields));
    }
  }

  private static Trigger trigger(Fields dependency) {
    Fields fields = dependency.below("trigger");
    String condition = fields.text("condition");
    if (condition != null) {
      return new Trigger(null, condition);
    }
    AssetState state = fields.word("state", AssetState::of);
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
