/// What officers write about objects of other modules (评论), for their own unit or for everybody who sees the
/// object, and whom they name with @. The modules of the objects implement [org.shuguan.server.comment.CommentSubject].
@NullMarked
package org.shuguan.server.comment;

import org.jspecify.annotations.NullMarked;
