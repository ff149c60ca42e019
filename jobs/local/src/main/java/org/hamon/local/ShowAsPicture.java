// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.Output;
import org.hamon.local.picture.Picture;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.topology.Asset;
import org.hamon.topology.Topology;

/** A live picture of the whole terminal; hears besides the warnings how the sectors stand. */
final class ShowAsPicture implements Show {
  private final Picture picture;
  private final News news;
  private final String prefix;
  private final TopicFeed feed;
  private final ScheduledExecutorService watch;

  ShowAsPicture(Picture picture, LiveJob job, boolean all) {
    this.picture = picture;
    this.news = new News(all);
    this.prefix = job.prefix();
    this.feed =
        new TopicFeed(
            job.brokers(),
            List.of(
                prefix + Output.SECTOR_HEALTH, prefix + Output.DEAD_LETTERS, prefix + Output.LATE),
            "sector health",
            this::take);
    this.watch = Daemon.clock("event time");
    var unused = watch.scheduleWithFixedDelay(() -> ask(job), 1, 1, TimeUnit.SECONDS);
  }

  /** The ten sectors and those that the topology has besides, with how many assets. */
  static Map<String, Integer> assets(Topology topology) {
    Map<String, Integer> assets = new LinkedHashMap<>();
    Topology.TEN_SECTORS.forEach(sector -> assets.put(sector, 0));
    topology.sectors().forEach(sector -> assets.put(sector, 0));
    topology.assets().stream()
        .map(Asset::sector)
        .filter(sector -> !sector.equals(Asset.AREA))
        .forEach(sector -> assets.merge(sector, 1, Integer::sum));
    return assets;
  }

  @Override
  public void warning(IssuedWarning warning) {
    picture.warning(warning, news.isNews(warning));
  }

  @Override
  public void situations(int count) {
    picture.situations(count);
  }

  @Override
  public void at(long eventTime, long sent) {
    picture.played(eventTime, sent);
  }

  @Override
  public void allPlayed() {
    picture.allPlayed();
  }

  @Override
  public int columns() {
    return picture.columns();
  }

  /** Hears out what is there, so that the frame that is left standing is the last one. */
  @Override
  public void close() {
    watch.shutdownNow();
    if (!Resources.processEnds()) {
      feed.close();
    }
    picture.close();
    feed.close();
  }

  private void take(ConsumerRecord<String, String> record) {
    if (record.topic().equals(prefix + Output.SECTOR_HEALTH)) {
      picture.health(record.value());
    } else if (record.topic().equals(prefix + Output.LATE)) {
      picture.late();
    } else {
      picture.deadLetter();
    }
  }

  private void ask(LiveJob job) {
    long eventTime = job.watermark();
    if (eventTime != Long.MIN_VALUE && eventTime != Long.MAX_VALUE) {
      picture.jobIsAt(eventTime);
    }
  }
}
