// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.ServiceLevel;
import org.junit.jupiter.api.Test;

class LevelChannelTest {

  private final LevelChannel channel = new LevelChannel();
  private final List<String> edges = new ArrayList<>();

  @Test
  void exampleUsage() {
    ServiceLevel level = Says.level("frequency-low", "frequency", 49.8, 49.0, 0, 0.1);

    read(level, 1, 50.0);
    read(level, 2, 49.5);
    read(level, 3, 48.9);
    read(level, 4, 50.0);

    assertThat(edges).containsExactly("2.0 degraded on", "3.0 stopped on", "4.0 normal off");
  }

  @Test
  void aReadingAtTheThresholdIsNotBeyondIt() {
    read(Says.FREQUENCY, 1, 49.8);

    assertThat(edges).isEmpty();
  }

  @Test
  void staysUntilTheReadingHasReturnedByTheDeadband() {
    read(Says.FREQUENCY, 1, 49.7);
    read(Says.FREQUENCY, 2, 49.85);
    read(Says.FREQUENCY, 3, 49.75);
    read(Says.FREQUENCY, 4, 49.9);

    assertThat(edges).containsExactly("1.0 degraded on", "4.0 normal off");
  }

  @Test
  void anOlderReadingChangesNothing_andAtOneTimeTheLaterArrivalWins() {
    read(Says.FREQUENCY, 5, 50);
    read(Says.FREQUENCY, 4, 48);
    assertThat(edges).isEmpty();

    read(Says.FREQUENCY, 5, 48);
    assertThat(edges).containsExactly("5.0 stopped on");
  }

  @Test
  void holdDelaysTheChangeForTheWorseToExactlyItsEnd_whoeverFindsIt() {
    ServiceLevel level = Says.level("frequency-low", "frequency", 49.8, 49.0, 2, 0.1);
    LevelChannel byTimer = new LevelChannel();

    read(level, 1, 49.5);
    read(level, 9, 49.5);
    assertThat(edges).containsExactly("3.0 degraded on");

    edges.clear();
    byTimer.read(Says.at(1), 49.5, Tlp.AMBER, level, this::remember);
    byTimer.findDue(Says.at(2.999), level, this::remember);
    assertThat(edges).isEmpty();
    byTimer.findDue(Says.at(3), level, this::remember);
    assertThat(edges).containsExactly("3.0 degraded on");
  }

  @Test
  void eachThresholdHasAClockOfItsOwn() {
    ServiceLevel level = Says.level("frequency-low", "frequency", 49.8, 49.0, 2, 0.1);

    read(level, 1, 49.5);
    read(level, 2, 48.5);
    read(level, 10, 48.5);

    assertThat(edges).containsExactly("3.0 degraded on", "4.0 stopped on");
  }

  @Test
  void aReadingThatIsNotBeyondClearsTheClock() {
    ServiceLevel level = Says.level("frequency-low", "frequency", 49.8, 49.0, 2, 0.1);

    read(level, 1, 49.5);
    read(level, 2, 49.8);
    read(level, 2.5, 49.5);
    read(level, 4, 49.5);
    assertThat(edges).isEmpty();

    read(level, 4.5, 49.5);
    assertThat(edges).containsExactly("4.5 degraded on");
  }

  @Test
  void improvesAtOnceInSpiteOfHold() {
    ServiceLevel level = Says.level("frequency-low", "frequency", 49.8, 49.0, 2, 0.1);

    read(level, 1, 48.5);
    read(level, 4, 49.5);
    read(level, 5, 50);

    assertThat(edges).containsExactly("3.0 stopped on", "4.0 degraded on", "5.0 normal off");
  }

  @Test
  void theConditionIsTheFirstThreshold() {
    ServiceLevel level = Says.level("dead", "frequency", null, 49.0, 0, 0);

    read(level, 1, 49.5);
    read(level, 2, 48.5);

    assertThat(edges).containsExactly("2.0 stopped on");
  }

  private void read(ServiceLevel level, double time, double value) {
    channel.read(Says.at(time), value, Tlp.AMBER, level, this::remember);
  }

  private void remember(Edge edge) {
    edges.add(
        Says.seconds(edge.time())
            + " "
            + edge.state().word()
            + (edge.condition() ? " on" : " off"));
  }
}
