// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Impact;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/** What must not be seen is not seen: two runs that differ only in it give the same warnings. */
class NoninterferenceTest {

  private static final Tlp[] OPEN = {Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER};

  @Property(tries = 300)
  void referenceOfStrictEvidenceNeverShows(@ForAll long seed) {
    assertThat(warnings(story(seed, "op-a", false)))
        .isEqualTo(warnings(story(seed, "op-b", false)));
  }

  @Property(tries = 300)
  void redEvidenceNeverShows(@ForAll long seed) {
    assertThat(warnings(story(seed, "op-a", true))).isEqualTo(warnings(story(seed, "op-a", false)));
  }

  @Property(tries = 300)
  void noWarningCarriesRedOrMoreThanTheCeiling(@ForAll long seed) {
    for (Output output : outputs(story(seed, "op-a", true))) {
      assertThat(output.json()).doesNotContain("TLP:RED").doesNotContain("red-");
      if (output.stream().equals(Output.WARNINGS)) {
        assertThat(output.json()).doesNotContain("TLP:AMBER+STRICT").doesNotContain("op-a");
      }
    }
  }

  /**
   * A situation told in several briefings. Strict reports carry the reporter's name; with red
   * evidence one more site is known to have failed from the second briefing on.
   */
  private static List<Briefing> story(long seed, String reporter, boolean red) {
    Random random = new Random(seed);
    int sites = 1 + random.nextInt(4);
    List<Impact> forecasts = new ArrayList<>();
    for (int n = 0; n < sites; n++) {
      String eta = 19 + random.nextInt(4) + ":" + (10 + random.nextInt(50));
      forecasts.add(
          forecast("bts-" + n, 0.3 + 0.6 * random.nextDouble(), eta, random.nextInt(90_000)));
    }
    String hidden = "bts-" + random.nextInt(sites);
    List<Briefing> story = new ArrayList<>();
    for (int step = 0; step < 6; step++) {
      BriefingBuilder briefing =
          BriefingBuilder.briefing()
              .sector(Topology.TEN_SECTORS.get(Math.floorMod(seed, 10)))
              .at(OPENED + step * (20_000L + random.nextInt(60_000)))
              .rootStopped();
      for (Impact site : forecasts) {
        boolean fails = random.nextInt(6) == 0 && !site.asset().equals(hidden);
        boolean redNow = red && step > 0 && site.asset().equals(hidden);
        if (fails) {
          briefing.evidence(
              site.asset(), AssetState.STOPPED, "18:07", reporter + "-r" + step, Tlp.AMBER_STRICT);
        } else if (random.nextBoolean() && !site.asset().equals(hidden)) {
          briefing.evidence(
              site.asset(), AssetState.DEGRADED, "18:07", null, OPEN[random.nextInt(3)]);
        }
        if (redNow) {
          briefing.evidence(site.asset(), AssetState.STOPPED, "18:08", "red-" + seed, Tlp.RED);
        }
        briefing.impact(fails || redNow ? confirmed(site.asset(), "18:07", site.people()) : site);
      }
      if (step == 5) {
        briefing.life(Briefing.PhaseOfLife.CLOSED);
      }
      story.add(briefing.build());
    }
    return story;
  }

  private static List<Output> warnings(List<Briefing> story) {
    List<Output> warnings = new ArrayList<>(outputs(story));
    warnings.removeIf(output -> output.stream().equals(Output.DECISIONS));
    return warnings;
  }

  private static List<Output> outputs(List<Briefing> story) {
    Life life = new Life(Desk.settings(), Advice.standard());
    Recipient recipient = Recipient.of(story.get(0).sector(), List.of()).get(0);
    List<Output> outputs = new ArrayList<>();
    @Nullable WarningState state = null;
    FloodState flood = FloodState.fresh();
    Past past = Past.NONE;
    for (Briefing briefing : story) {
      if (state != null && state.told() != null && state.due() < briefing.at()) {
        Life.Step late = life.fallDue(state, recipient, state.due(), flood);
        outputs.addAll(late.outputs());
        state = late.state();
      }
      Life.Step step = life.hear(state, past, briefing, recipient, flood);
      outputs.addAll(step.outputs());
      state = step.state();
      flood = step.flood();
      past = step.past() == null ? past : step.past();
    }
    return outputs;
  }
}
