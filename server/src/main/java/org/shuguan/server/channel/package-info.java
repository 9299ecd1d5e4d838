/// How notices reach people who do not look at the page: by e-mail and by the robots of chats. A person chooses the
/// channel, proves that it is theirs, and says when it may be used. Each notice is kept as a message of its own in the
/// transaction that keeps the notice, and sent again until the receiving side has it.
@NullMarked
package org.shuguan.server.channel;

import org.jspecify.annotations.NullMarked;
