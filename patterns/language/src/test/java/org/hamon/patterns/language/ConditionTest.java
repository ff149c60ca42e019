// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final Symptom SITE = symptom("bts-1", 5_000, 60_000);

  @Test
  void exampleUsage() {
    Condition condition =
        Condition.of("change.people > 1000 && root.sector == 'electricity'", List.of());

    assertThat(condition.test(SITE, Map.of())).isTrue();
    assertThat(condition.test(symptom("bts-2", 10, 0), Map.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change.asset == 'bts-1' && change.sector == 'ict' && change.kind == '' && change.region == 'JP-01'",
        "change.state == 'stopped' && change.previous == 'normal' && change.condition == '' && !change.on",
        "change.cause == 'unknown' && change.severity == -1 && !change.flapping",
        "change.time - timestamp('1970-01-01T00:00:00Z') == duration('60s')",
        "root.asset == 'sub-1' && root.kind == 'substation' && root.people == 70000",
        "path == ['d1'] && hops == 1 && size(path) == 1",
        "earlier.site_goes_out.all(c, c.people == 7) && earlier[\"site goes-out\"][0].asset == 'bts-0'",
        "change.time - earlier.site_goes_out[0].time < duration('10m')",
        "change.asset.matches('bts-[0-9]+')",
      })
  void knows(String expression) {
    Condition condition = Condition.of(expression, List.of("site goes-out"));

    assertThat(condition.test(SITE, Map.of("site goes-out", List.of(symptom("bts-0", 7, 0)))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change.people",
        "change.peoples > 1",
        "change.people > 'a'",
        "nothing == 1",
        "earlier.nothing[0].people > 1",
        "earlier[\"nothing\"][0].people > 1",
        "change.people >",
        "java.lang.System.exit(1)",
        "",
      })
  void refuses(String expression) {
    assertThatThrownBy(() -> Condition.of(expression, List.of("site")))
        .isInstanceOf(InvalidConditionException.class);
  }

  @Test
  void refusalNamesThePosition() {
    assertThatThrownBy(() -> Condition.of("1 < 2 &&\n change.peoples > 1", List.of()))
        .hasMessageContaining("line 2, column 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + 1", "change.asset", "'a'"})
  void refusalOfTheWholeNamesNoPlaceThatThereIsNot(String expression) {
    assertThatThrownBy(() -> Condition.of(expression, List.of()))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageContaining("bool")
        .hasMessageNotContaining("line -1")
        .hasMessageNotContaining("column 0");
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertThatThrownBy(() -> Condition.of("true || ".repeat(1_000) + "true", List.of()))
        .isInstanceOf(InvalidConditionException.class);
    assertThatThrownBy(() -> Condition.of("(".repeat(200) + "true" + ")".repeat(200), List.of()))
        .isInstanceOf(InvalidConditionException.class);
  }

  @Test
  void aLoopWithoutEndFails() {
    String list = "[1,2,3,4,5,6,7,8,9,10]";
    Condition condition =
        Condition.of(
            "%s.all(a, %s.all(b, %s.all(c, %s.all(d, a + b + c + d > 0))))"
                .formatted(list, list, list, list),
            List.of());

    assertThatThrownBy(() -> condition.test(SITE, Map.of())).isInstanceOf(ConditionFailure.class);
  }

  @Test
  void failsWithOneExceptionForAllThatGoesWrong() {
    Condition condition = Condition.of("earlier.site[3].people > 1", List.of("site"));
    Condition division = Condition.of("1 / (change.people - change.people) > 1", List.of());

    assertThatThrownBy(() -> condition.test(SITE, Map.of())).isInstanceOf(ConditionFailure.class);
    assertThatThrownBy(() -> division.test(SITE, Map.of()))
        .isInstanceOf(ConditionFailure.class)
        .hasMessageContaining("change.people - change.people");
  }

  @Test
  void travelsAsText() throws IOException, ClassNotFoundException {
    Condition condition = Condition.of("change.people > 1000", List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(condition);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Condition arrived = (Condition) in.readObject();

      assertThat(arrived).isEqualTo(condition);
      assertThat(arrived.test(SITE, Map.of())).isTrue();
    }
  }

  static Symptom symptom(String asset, long people, long time) {
    return new Symptom(
        "sub-1",
        "electricity",
        "substation",
        "JP-01",
        70_000,
        new StateChange(
            StateChange.ACTUAL,
            asset,
            "ict",
            null,
            "JP-01",
            people,
            time,
            AssetState.NORMAL,
            AssetState.STOPPED,
            null,
            false,
            false,
            Cause.UNKNOWN,
            -1,
            Tlp.AMBER,
            StateChange.Evidence.TELEMETRY,
            null),
        1,
        List.of("d1"),
        false);
  }
}
