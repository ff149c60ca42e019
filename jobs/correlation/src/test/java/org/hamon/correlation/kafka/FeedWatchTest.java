// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.hamon.correlation.kafka.FeedWatch.Status;
import org.hamon.correlation.kafka.FeedWatch.Turn;
import org.junit.jupiter.api.Test;

class FeedWatchTest {

  @Test
  void exampleUsage() {
    FeedWatch feed = new FeedWatch(30_000, 5_000, 0);
    feed.ends(0, 900, 10);
    feed.ends(0, 1_900, 12);
    assertThat(feed.look(2_000)).isEmpty();
    feed.ends(0, 31_500, 12);
    assertThat(feed.look(32_000)).contains(new Turn(Status.SILENT, 1_900, 32_000));
    assertThat(feed.look(33_000)).as("said once").isEmpty();
    feed.ends(0, 33_500, 13);
    assertThat(feed.look(34_000)).contains(new Turn(Status.HEARD, 33_500, 34_000));
  }

  @Test
  void feedThatNeverSpeaksIsSilent() {
    FeedWatch feed = new FeedWatch(30_000, 5_000, 0);
    feed.ends(0, 29_000, 0);
    assertThat(feed.look(30_000)).contains(new Turn(Status.SILENT, 0, 30_000));
  }

  @Test
  void feedThatMayBeSilentIsNever() {
    FeedWatch feed = new FeedWatch(Long.MAX_VALUE, 5_000, 0);
    feed.ends(0, 3_600_000, 0);
    assertThat(feed.look(3_600_000)).isEmpty();
  }

  @Test
  void onePartitionThatDoesNotAnswerIsEnough() {
    FeedWatch feed = new FeedWatch(30_000, 5_000, 0);
    feed.ends(0, 1_000, 1);
    feed.ends(1, 1_000, 1);
    feed.ends(0, 6_000, 9);
    assertThat(feed.look(6_000)).contains(new Turn(Status.UNREACHABLE, 1_000, 6_000));
    feed.ends(1, 6_500, 1);
    assertThat(feed.look(6_600)).map(Turn::status).contains(Status.HEARD);
  }

  @Test
  void partitionThatTheTopicHasNoLongerNeedNotAnswer() {
    FeedWatch feed = new FeedWatch(Long.MAX_VALUE, 5_000, 0);
    feed.ends(0, 1_000, 1);
    feed.ends(1, 1_000, 1);
    feed.partitions(1);
    feed.ends(0, 6_000, 1);
    assertThat(feed.look(6_000)).isEmpty();
  }

  @Test
  void topicThatIsMadeAnewIsWithinReach_howeverLongItWasNotThere() {
    FeedWatch feed = new FeedWatch(Long.MAX_VALUE, 5_000, 0);
    feed.ends(0, 1_000, 1);
    feed.startsAnew(6_000);
    assertThat(feed.look(6_000)).isEmpty();
    assertThat(feed.look(11_000)).map(Turn::status).contains(Status.UNREACHABLE);
  }

  @Test
  void topicMadeAnewThatIsShorterIsHeard() {
    FeedWatch feed = new FeedWatch(30_000, 5_000, 0);
    feed.ends(0, 1_000, 100);
    feed.ends(0, 29_000, 1);
    assertThat(feed.look(30_000)).isEmpty();
  }

  @Test
  void brokerThatNeverAnswersIsUnreachable() {
    FeedWatch feed = new FeedWatch(30_000, 5_000, 0);
    assertThat(feed.look(4_999)).isEmpty();
    assertThat(feed.look(5_000)).map(Turn::status).contains(Status.UNREACHABLE);
  }
}
