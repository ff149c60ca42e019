// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/** A thing with the fields it was read from, so that a later check can say where it stands. */
record Located<T>(T thing, Fields fields) {}
