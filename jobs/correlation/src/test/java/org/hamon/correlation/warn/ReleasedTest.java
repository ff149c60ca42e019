// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.EvidenceItem;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Sharing;
import org.junit.jupiter.api.Test;

class ReleasedTest {

  @Test
  void exampleUsage() {
    // given a report of the strict label and a reading
    Briefing briefing =
        briefing()
            .rootStopped()
            .evidence("bts-17", AssetState.STOPPED, "18:10", "r1", Tlp.AMBER_STRICT)
            .build();
    // when both leave to a sector that agreed on derived facts
    Released released = Released.of(briefing.evidence(), List.of(), ict(true), false);
    // then the fact leaves without the reference
    assertThat(released.label()).isEqualTo(Tlp.AMBER);
    assertThat(released.anonymised()).isEqualTo(1);
    assertThat(released.evidence()).extracting(EvidenceItem::ref).containsOnlyNulls();
  }

  @Test
  void labelIsTheHighWaterMark() {
    for (Tlp one : Tlp.values()) {
      for (Tlp other : Tlp.values()) {
        Briefing briefing =
            briefing()
                .evidence("a", AssetState.STOPPED, "18:00", "r1", one)
                .evidence("b", AssetState.STOPPED, "18:00", "r2", other)
                .build();
        Released released = Released.of(briefing.evidence(), List.of(), ict(false), false);
        boolean allRed = one == Tlp.RED && other == Tlp.RED;
        Tlp highest =
            one == Tlp.RED ? other : other == Tlp.RED ? one : Tlp.mostRestrictive(one, other);
        assertThat(released.nothingLeft()).isEqualTo(allRed);
        assertThat(released.label()).isEqualTo(allRed ? Tlp.AMBER_STRICT : highest);
        assertThat(released.evidence()).noneMatch(e -> e.tlp() == Tlp.RED);
      }
    }
  }

  @Test
  void failureWithoutEvidenceCountsAsStrict() {
    Briefing briefing =
        briefing()
            .evidence("sub-atsuma", AssetState.STOPPED, "18:07", null, Tlp.GREEN)
            .impact(confirmed("bts-17", "18:08", 10))
            .build();
    assertThat(Released.of(briefing.evidence(), briefing.impacts(), ict(false), false).label())
        .isEqualTo(Tlp.AMBER_STRICT);
    assertThat(Released.of(briefing.evidence(), briefing.impacts(), ict(true), false).label())
        .isEqualTo(Tlp.AMBER);
  }

  @Test
  void aForecastIsAsRestrictedAsTheReserveItRestsOn() throws Exception {
    BriefingBuilder briefing =
        briefing()
            .evidence("sub-atsuma", AssetState.STOPPED, "18:07", null, Tlp.GREEN)
            .impact(forecast("bts-17", 0.9, "20:00", 48_000));
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:GREEN", true))) {
      desk.hears(briefing);
      assertThat(desk.warnings())
          .extracting(w -> w.get("tlp").textValue())
          .containsOnly("TLP:GREEN");
    }
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:AMBER", true))) {
      desk.hears(briefing.reserves(Tlp.AMBER_STRICT));
      assertThat(desk.warnings())
          .extracting(w -> w.get("tlp").textValue())
          .containsOnly("TLP:AMBER");
    }
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:AMBER", false))) {
      desk.hears(briefing.reserves(Tlp.AMBER_STRICT));
      assertThat(rules(desk.outputs())).containsExactly("tlp-ceiling");
    }
  }

  @Test
  void redAloneWarnsNobody() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          briefing()
              .evidence("sub-atsuma", AssetState.STOPPED, "18:07", "r1", Tlp.RED)
              .impact(forecast("bts-17", 0.9, "20:00", 48_000)));
      List<Output> outputs = desk.outputs();
      assertThat(Desk.lines(outputs, Output.WARNINGS)).isEmpty();
      assertThat(rules(outputs)).containsExactly("tlp-red");
    }
  }

  @Test
  void rootKnownByRedAloneIsNeverNamed() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          briefing()
              .evidence("sub-atsuma", AssetState.STOPPED, "18:07", "r1", Tlp.RED)
              .evidence("bts-9", AssetState.STOPPED, "18:09", null, Tlp.AMBER)
              .impact(forecast("bts-17", 0.9, "20:00", 48_000))
              .impact(confirmed("bts-9", "18:09", 100)));
      List<JsonNode> told = desk.warnings();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).toString()).doesNotContain("sub-atsuma").doesNotContain("bts-17");
      assertThat(told.get(0).at("/root/asset").textValue()).isEqualTo("bts-9");
    }
  }

  @Test
  void aboveTheCeilingNothingIsSent() throws Exception {
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:GREEN", true))) {
      desk.hears(briefing().rootStopped().impact(forecast("bts-17", 0.9, "20:00", 48_000)));
      assertThat(rules(desk.outputs())).containsExactly("tlp-ceiling");
    }
  }

  @Test
  void strictEvidenceStaysStrictWhereDerivedFactsAreNotAgreed() throws Exception {
    BriefingBuilder strict =
        briefing()
            .evidence("sub-atsuma", AssetState.STOPPED, "18:07", "r1", Tlp.AMBER_STRICT)
            .impact(forecast("bts-17", 0.9, "20:00", 48_000));
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:AMBER", false))) {
      assertThat(rules(desk.hears(strict).outputs())).containsExactly("tlp-ceiling");
    }
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:AMBER+STRICT", false))) {
      JsonNode told = desk.hears(strict).warnings().get(0);
      assertThat(told.get("tlp").textValue()).isEqualTo("TLP:AMBER+STRICT");
      assertThat(told.at("/evidence/0/ref").textValue()).isEqualTo("r1");
    }
  }

  @Test
  void sectorWithoutALiveAgreementGetsNothing() throws Exception {
    BriefingBuilder briefing =
        briefing().rootStopped().impact(forecast("bts-17", 0.9, "20:00", 48_000));
    for (Sharing sharing :
        List.of(
            new Sharing("water", null, true, "TLP:AMBER", true),
            new Sharing("ict", null, false, "TLP:AMBER", true),
            new Sharing("ict", null, true, "TLP:EX:CHR", true))) {
      try (Desk desk = Desk.open(sharing)) {
        List<Output> outputs = desk.hears(briefing).outputs();
        assertThat(rules(outputs)).containsExactly("sharing-not-live");
        assertThat(outputs)
            .anySatisfy(
                line ->
                    assertThat(line.json())
                        .contains(
                            "\"needs\":\"an entry under sharing with status: live, rules and"));
      }
    }
  }

  @Test
  void endIsToldEvenIfItsEvidenceMayNotLeave() throws Exception {
    try (Desk desk = Desk.open(new Sharing("ict", null, true, "TLP:AMBER", false))) {
      desk.hears(briefing().rootStopped().impact(forecast("bts-17", 0.9, "20:00", 48_000)));
      desk.outputs();
      desk.hears(
          briefing()
              .clock("19:00")
              .life(Briefing.PhaseOfLife.CLOSED)
              .evidence("sub-atsuma", AssetState.NORMAL, "19:00", "r9", Tlp.AMBER_STRICT));
      List<JsonNode> told = desk.warnings();
      assertThat(told).extracting(w -> w.get("type").textValue()).containsExactly("all-clear");
      assertThat(told.get(0).get("tlp").textValue()).isEqualTo("TLP:AMBER");
      assertThat(told.get(0).toString()).doesNotContain("r9");
    }
  }

  @Test
  void ofTwoAgreementsOfOneCommunityTheStricterHolds() {
    List<Recipient> agreed =
        Recipient.agreed(
            List.of(
                new Sharing("ict", "A", true, "TLP:AMBER", true),
                new Sharing("ict", "A", true, "TLP:GREEN", false),
                new Sharing("ict", "B c", true, "TLP:AMBER", true)));
    assertThat(agreed)
        .containsExactly(
            new Recipient("ict", "A", true, Tlp.GREEN, false),
            new Recipient("ict", "B c", true, Tlp.AMBER, true));
  }

  private static List<String> rules(List<Output> outputs) {
    return Desk.lines(outputs, Output.DECISIONS).stream()
        .map(decision -> decision.get("rule").textValue())
        .toList();
  }

  private static Recipient ict(boolean derived) {
    return new Recipient("ict", "", true, Tlp.AMBER, derived);
  }
}
