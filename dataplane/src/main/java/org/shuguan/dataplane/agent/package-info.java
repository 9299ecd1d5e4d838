/// The front-end host 前置机: a process in a unit's network that reads sources for a node which cannot reach them. It
/// opens connections to the node and accepts none. What both sides must know of each other ([Protocol], [Proof],
/// [Wire], [Chunk]) is here too; the server reads the rest of it through [Order].
@NullMarked
package org.shuguan.dataplane.agent;

import org.jspecify.annotations.NullMarked;
