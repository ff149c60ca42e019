// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code where} of a pattern: a CEL expression over {@code change}, {@code root}, {@code path},
 * {@code hops} and {@code earlier}. Travels as text and is compiled again where it arrives.
 */
public final class Condition implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final List<String> stages;
  private transient CelRuntime.Program program;

  Condition(String text, List<String> stages, CelRuntime.Program program) {
    this.text = text;
    this.stages = List.copyOf(stages);
    this.program = program;
  }

  /**
   * Compiles an expression.
   *
   * @param stages names of the earlier stages that it may look at
   * @throws InvalidConditionException if it is too long, does not parse or does not give a boolean
   */
  public static Condition of(String text, List<String> stages) {
    return new Condition(text, stages, Cel.compile(text, stages));
  }

  /** The expression. */
  public String text() {
    return text;
  }

  /** Whether the expression uses no earlier stage's events. */
  public boolean needsNoHistory() {
    return !text.contains(Cel.EARLIER);
  }

  /**
   * Whether the condition holds.
   *
   * @param earlier the events of each earlier stage, by its name in the file; missing for none
   * @throws ConditionFailure if the expression cannot be evaluated
   */
  public boolean test(Symptom symptom, Map<String, List<Symptom>> earlier) {
    try {
      Object result = program.eval(Cel.variables(symptom, stages, earlier));
      if (result instanceof Boolean holds) {
        return holds;
      }
      throw new ConditionFailure(
          text, new IllegalStateException("it gave " + result.getClass().getSimpleName()));
    } catch (CelEvaluationException e) {
      throw new ConditionFailure(text, e);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    program = Cel.compile(text, stages);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition that && text.equals(that.text) && stages.equals(that.stages);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
