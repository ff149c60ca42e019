// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassificationTest {

  private static final Cuts CUTS = Cuts.standard();
  private static final Pattern FORM =
      Pattern.compile(
          "(EW|AC)([0-4])-([CSHONU])-(X?[OFV][DPK])-(?:([a-z]+)>)?([a-z]+)-([A-Z]{2}[A-Z0-9]*)"
              + "/(\\d{8})-(\\d{5})\\.(\\d+)");

  @Test
  void exampleUsage() {
    Classification code =
        new Classification(
            "EW",
            3,
            Cause.NATURAL,
            "FP",
            "electricity",
            "ict",
            List.of("JP-01"),
            OPENED,
            "s-91ab",
            2);
    assertThat(code.code()).matches("EW3-N-FP-electricity>ict-JP01/20180905-\\d{5}\\.2");
  }

  @Test
  void everyCodeReadsBackAsWhatItWasMadeOf() {
    Set<String> seen = new HashSet<>();
    for (String kind : List.of("EW", "AC")) {
      for (int importance = 0; importance <= 4; importance++) {
        for (Cause cause : Cause.values()) {
          for (String nature : natures()) {
            for (String root : Topology.TEN_SECTORS) {
              for (String sector : Topology.TEN_SECTORS) {
                String code =
                    new Classification(
                            kind,
                            importance,
                            cause,
                            nature,
                            root,
                            sector,
                            List.of("JP-01"),
                            OPENED,
                            "s-1",
                            7)
                        .code();
                Matcher read = FORM.matcher(code);
                assertThat(read.matches()).as(code).isTrue();
                assertThat(read.group(1)).isEqualTo(kind);
                assertThat(read.group(2)).isEqualTo("" + importance);
                assertThat(read.group(3)).isEqualTo("" + cause.letter());
                assertThat(read.group(4)).isEqualTo(nature);
                assertThat(read.group(5)).isEqualTo(root.equals(sector) ? null : root);
                assertThat(read.group(6)).isEqualTo(sector);
                assertThat(seen.add(code)).isTrue();
              }
            }
          }
        }
      }
    }
    assertThat(seen).hasSize(2 * 5 * 6 * 18 * 100);
  }

  @Test
  void placeIsTheRegionOrWhatAllRegionsShare() {
    assertThat(Classification.place(List.of("JP-01"))).isEqualTo("JP01");
    assertThat(Classification.place(List.of("JP-01", "JP-02"))).isEqualTo("JP");
    assertThat(Classification.place(List.of("ES-MD", "PT-11"))).isEqualTo("ZZ");
    assertThat(Classification.place(List.of())).isEqualTo("ZZ");
  }

  @Test
  void numberFollowsFromTheSituationAlone() {
    String first = code("s-1", 1);
    assertThat(code("s-1", 1)).isEqualTo(first);
    assertThat(code("s-1", 2)).isEqualTo(first.substring(0, first.length() - 1) + "2");
    assertThat(code("s-2", 1)).isNotEqualTo(first);
  }

  @Test
  void natureSaysWhatIsKnownAndHow() {
    assertThat(nature("ict", FailureType.CASCADING, false, null, "actual")).isEqualTo("FP");
    assertThat(nature("ict", FailureType.CASCADING, true, null, "actual")).isEqualTo("OP");
    assertThat(nature("electricity", FailureType.CASCADING, true, null, "actual")).isEqualTo("OD");
    assertThat(nature("electricity", FailureType.ESCALATING, false, null, "actual"))
        .isEqualTo("FD");
    assertThat(nature("ict", FailureType.COMMON_CAUSE, true, null, "actual")).isEqualTo("OK");
    assertThat(nature("ict", FailureType.COMMON_CAUSE, false, null, "actual")).isEqualTo("FK");
    assertThat(nature("ict", FailureType.CASCADING, true, told(), "actual")).isEqualTo("VP");
    assertThat(nature("ict", FailureType.COMMON_CAUSE, true, told(), "actual")).isEqualTo("VK");
    assertThat(nature("electricity", FailureType.CASCADING, true, told(), "actual"))
        .isEqualTo("VD");
    assertThat(nature("ict", FailureType.CASCADING, false, null, "exercise/e1")).isEqualTo("XFP");
    assertThat(nature("ict", FailureType.CASCADING, false, null, "test")).isEqualTo("FP");
  }

  private static String nature(
      String sector, FailureType failure, boolean failed, @Nullable Told told, String lane) {
    Briefing briefing =
        briefing()
            .lane(lane)
            .sector(sector)
            .failure(failure)
            .rootStopped()
            .roots(new RootCandidate("sub-atsuma", "electricity", "JP-01", 1))
            .impact(failed ? confirmed("a", "18:07", 10) : forecast("a", 0.9, "20:00", 10))
            .build();
    Recipient recipient = Recipient.of(sector, List.of()).get(0);
    return Classification.nature(Assessment.of(briefing, recipient, told, OPENED, CUTS));
  }

  private static Told told() {
    Briefing briefing = briefing().rootStopped().impact(forecast("a", 0.9, "20:00", 10)).build();
    Recipient recipient = Recipient.of("ict", List.of()).get(0);
    Assessment seen = Assessment.of(briefing, recipient, null, OPENED, CUTS);
    return new Revision(seen, WarningType.ALERT, 1, OPENED, Desk.settings()).told(null);
  }

  private static List<String> natures() {
    return List.of(
        "OD", "OP", "OK", "FD", "FP", "FK", "VD", "VP", "VK", "XOD", "XOP", "XOK", "XFD", "XFP",
        "XFK", "XVD", "XVP", "XVK");
  }

  private static String code(String situation, int revision) {
    return new Classification(
            "EW", 3, Cause.CYBER, "FP", "ict", "ict", List.of("JP-01"), OPENED, situation, revision)
        .code();
  }
}
