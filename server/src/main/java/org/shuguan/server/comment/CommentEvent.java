package org.shuguan.server.comment;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;

/// A comment was written, edited or removed. Its text is in no event: what it says stays with the comment.
///
/// @param about the kind of the object, and `object` its id
/// @param mentioned who is named for the first time, and what they see of the object
/// @param recordedLater whether it happened earlier and is only recorded now, so that nobody is notified
record CommentEvent(
        What what,
        UUID comment,
        String about,
        UUID object,
        UnitCode writtenFor,
        Comment.Audience audience,
        List<Mentioned> mentioned,
        OfficerId by,
        String byName,
        boolean recordedLater)
        implements Audited, Notifiable {
    /// Ends the audit action `comment.<name>`.
    enum What {
        WRITE,
        EDIT,
        REMOVE
    }

    /// A person who is named.
    ///
    /// @param link the page of the object
    record Mentioned(OfficerId officer, String title, String link) {}

    @Override
    public String action() {
        return "comment." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "comment " + comment;
    }

    @Override
    public String unit() {
        return writtenFor.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("about", about + " " + object, "audience", audience.word());
    }

    @Override
    public List<Notification> notifications() {
        return recordedLater
                ? List.of()
                : mentioned.stream()
                        .map(one -> new Notification(
                                List.of(new Recipient.Person(one.officer())),
                                new Notice(
                                        "comment-mentions",
                                        Map.of("title", one.title(), "name", byName),
                                        one.link() + "#comment-" + comment,
                                        "comment:" + comment),
                                by))
                        .toList();
    }
}
