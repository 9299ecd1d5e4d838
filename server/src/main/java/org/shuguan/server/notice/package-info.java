/// Notices to people: stored, marked as read, and shown in the language of the reader.
@NullMarked
package org.shuguan.server.notice;

import org.jspecify.annotations.NullMarked;
