// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Symptom;

/**
 * The symptoms as a stream of Flink, made by one task whatever the parallelism, so that event time
 * rises. It begins when the {@link Race} does.
 */
final class Source {

  private Source() {}

  /** A symptom for each number. */
  interface Numbered extends Serializable {
    Symptom at(long number);
  }

  /**
   * Adds it to a job.
   *
   * @param symptoms how many; a watermark follows the last at once, the others at Flink's interval
   */
  static DataStream<Symptom> of(
      StreamExecutionEnvironment env, String run, Numbered stream, long symptoms) {
    long last = stream.at(symptoms - 1).change().time();
    env.getConfig().setAutoWatermarkInterval(Duration.ofMillis(200).toMillis());
    return env.fromSequence(0, symptoms - 1)
        .setParallelism(1)
        .uid("numbers")
        .map(new Make(run, stream))
        .returns(PatternEngine.SYMPTOMS)
        .setParallelism(1)
        .name("make symptoms")
        .uid("make-symptoms")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Symptom>forGenerator(unused -> new Rising(last))
                .withTimestampAssigner((symptom, unused) -> symptom.change().time()))
        .setParallelism(1)
        .uid("times");
  }

  /** Numbers in, symptoms out. Remembers nothing. */
  private static final class Make extends RichMapFunction<Long, Symptom> {

    private static final long serialVersionUID = 1L;

    private final String run;
    private final Numbered stream;
    private transient Race race;
    private transient boolean started;

    @SuppressWarnings("NullAway.Init") // set by the runtime's call
    Make(String run, Numbered stream) {
      this.run = run;
      this.stream = stream;
    }

    @Override
    public void open(OpenContext context) {
      race = Race.named(run);
    }

    @Override
    public Symptom map(Long number) throws InterruptedException {
      if (!started) {
        race.awaitStart();
        started = true;
      }
      return stream.at(number);
    }
  }

  /** For times that rise: whatever comes is later. */
  private static final class Rising implements WatermarkGenerator<Symptom> {

    /**
     * At the beginning they are closer, so that who is slow is measured before its queue is full.
     */
    private static final int CLOSE = 250;

    private static final int BEGINNING = 10_000;

    private final long last;
    private int events;
    private long reached = Long.MIN_VALUE;

    Rising(long last) {
      this.last = last;
    }

    @Override
    public void onEvent(Symptom event, long time, WatermarkOutput out) {
      reached = time;
      boolean close = events < BEGINNING && ++events % CLOSE == 0;
      if (close || time >= last) {
        out.emitWatermark(new Watermark(time));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput out) {
      if (reached != Long.MIN_VALUE) {
        out.emitWatermark(new Watermark(reached));
      }
    }
  }
}
