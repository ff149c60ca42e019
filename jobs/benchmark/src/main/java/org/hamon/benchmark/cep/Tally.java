// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Findings in, nothing out: notes them, and the watermarks behind them, in the {@link Race}. */
final class Tally extends AbstractStreamOperator<Finding>
    implements OneInputStreamOperator<Finding, Finding> {

  private static final long serialVersionUID = 1L;

  private final String run;
  private transient Race race;

  @SuppressWarnings("NullAway.Init") // set by the runtime's call
  Tally(String run) {
    this.run = run;
  }

  @Override
  public void open() throws Exception {
    super.open();
    race = Race.named(run);
  }

  @Override
  public void processElement(StreamRecord<Finding> element) {
    race.found(element.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      race.reached(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }
}
