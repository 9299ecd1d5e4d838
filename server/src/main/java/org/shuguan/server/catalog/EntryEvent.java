package org.shuguan.server.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// An event of an entry. Each kind is a type of its own, from which its audit line and its notices follow.
public sealed interface EntryEvent extends Audited, Notifiable
        permits EntryCreated,
                EntryEdited,
                EntrySubmitted,
                EntryTakenBack,
                EntrySigned,
                EntryReturned,
                EntryPublished,
                EntryWithdrawn,
                EntryVersionStarted,
                EntryDeleted,
                EntryRestored,
                EntryRegraded,
                EntrySourceDecided {
    /// The version.
    EntryRef ref();

    /// The officer who did it.
    OfficerId by();

    /// The id of the entry.
    default UUID entry() {
        return ref().entry();
    }

    @Override
    default String subject() {
        return "entry " + ref().code() + " v" + ref().version();
    }

    @Override
    default String unit() {
        return ref().unit().value();
    }

    @Override
    default List<Notification> notifications() {
        return List.of();
    }

    /// A notice to some people, sent once for each key.
    ///
    /// @param what the notice's code
    /// @param key distinguishes repeated notices about an entry, for example the time
    /// @param more arguments of the notice in addition to title and code
    default List<Notification> tell(String what, String key, Map<String, String> more, Recipient... to) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put("title", ref().title());
        facts.put("code", ref().code().value());
        return List.of(new Notification(
                List.of(to), new Notice(what, facts, ref().link(), what + ":" + ref().entry() + ":" + key), by()));
    }
}
