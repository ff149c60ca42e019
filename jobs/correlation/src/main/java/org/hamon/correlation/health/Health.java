// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.decode.BookEntry;
import org.hamon.correlation.decode.Books;
import org.hamon.correlation.decode.Observation;
import org.hamon.patterns.engine.WriteBackCache;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;

/**
 * The stage on one page: from what is said of assets to the changes of their state, and to the
 * health of sectors.
 */
public final class Health {

  private Health() {}

  /** Wires the stage. The observations of one asset stay in the order in which they come. */
  public static Result of(DataStream<Observation> observations, Settings settings) {
    SingleOutputStreamOperator<StateChange> changes =
        observations
            .keyBy(Observation::asset)
            .transform(
                "assess health", TypeInformation.of(StateChange.class), new AssessHealth(settings))
            .name("assess health")
            .uid(Uids.ASSESS_HEALTH);

    SingleOutputStreamOperator<Output> sectors =
        changes
            .getSideOutput(AssessHealth.STANDINGS)
            .flatMap(new CountInRegionAndNation())
            .name("count in region and nation")
            .uid(Uids.COUNT_IN_REGION_AND_NATION)
            .keyBy(Standing::key)
            .transform("sector health", TypeInformation.of(Output.class), new SectorHealth())
            .name("sector health")
            .uid(Uids.SECTOR_HEALTH);

    return new Result(
        changes,
        changes.getSideOutput(AssessHealth.RESERVES),
        changes.getSideOutput(AssessHealth.ASSET_STATES),
        changes.getSideOutput(Output.TAG).union(sectors),
        changes.getSideOutput(Books.TAG));
  }

  /**
   * @param changes for the next stages; those with TLP:RED must not leave the job
   * @param reserves news of batteries and fuel; none with TLP:RED
   * @param assetStates lines of {@code asset-state}
   * @param outputs lines of {@code sector-health}, {@code dead-letters} and {@code decisions}
   * @param books what became of the readings and reports
   */
  public record Result(
      SingleOutputStreamOperator<StateChange> changes,
      DataStream<Reserve> reserves,
      DataStream<Output> assetStates,
      DataStream<Output> outputs,
      DataStream<BookEntry> books) {}

  /**
   * @param waitMillis how long the record of an asset that is not known waits, in event time
   * @param waitRecords how many of one asset wait at most
   * @param cachedAssets how many assets a subtask keeps on the heap
   */
  public record Settings(long waitMillis, int waitRecords, int cachedAssets)
      implements Serializable {

    /** What the contract says where it leaves a choice. */
    public static final Settings DEFAULT =
        new Settings(Duration.ofMinutes(10).toMillis(), 10_000, WriteBackCache.MAX_ENTRIES);
  }
}
