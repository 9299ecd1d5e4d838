/// Backups of a home: the embedded database, the lake and all other files at one point in time, in one encrypted file,
/// and how they are brought back.
@NullMarked
package org.shuguan.server.backup;

import org.jspecify.annotations.NullMarked;
