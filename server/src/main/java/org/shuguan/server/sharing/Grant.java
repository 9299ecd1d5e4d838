package org.shuguan.server.sharing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// The right of a unit to read items and rows of an entry, for one purpose and a term.
///
/// @param number by which documents refer to it
/// @param part the part of a request that was granted
/// @param title of the entry when it was granted
/// @param owner the unit whose entry it is, as of the day of the grant; its successor answers for it today
/// @param consumer the unit that may read, as of the day of the grant; its successor may read today
/// @param clients ids of the machine clients that may use it; empty for every active client of the unit
/// @param items what may be read, in the order of the entry
/// @param rowFilter which rows may be read; conditions name items of the entry by their names
/// @param firstDay the first day on which it may be used
/// @param lastDay the last day on which it may be used
/// @param stateReason why it was suspended or ended, null while it is active
/// @param grantedById null if the rule for unconditional sharing granted it
/// @param change number of the last change; grows with every change of any grant
/// @param lastUsedOn the last day on which data were read by it, null if never
public record Grant(
        UUID id,
        String number,
        UUID part,
        UUID entry,
        ResourceCode resource,
        String title,
        UnitCode owner,
        UnitCode consumer,
        Set<UUID> clients,
        List<Item> items,
        RowFilter rowFilter,
        Set<Mode> modes,
        Limits limits,
        LocalDate firstDay,
        LocalDate lastDay,
        String purpose,
        String legalBasis,
        State state,
        @Nullable String stateReason,
        String grantedBy,
        @Nullable OfficerId grantedById,
        Instant grantedAt,
        long change,
        Instant changedAt,
        @Nullable LocalDate lastUsedOn) {

    public Grant {
        clients = Set.copyOf(clients);
        items = List.copyOf(items);
        modes = Set.copyOf(modes);
    }

    /// An item that may be read.
    ///
    /// @param code the column in the source, else the item's name
    /// @param name the item's name in the catalog
    /// @param mask what is seen of its values
    public record Item(String code, String name, ItemMask mask) {}

    /// How much, from where and when it may be read.
    ///
    /// @param perSecond requests per second over all routes and nodes
    /// @param perDay requests per day of the city over all routes and nodes
    /// @param addresses networks in CIDR notation from which requests are answered; empty for any
    /// @param hours of the day, null for the whole day
    public record Limits(
            int perSecond,
            long perDay,
            List<String> addresses,
            @Nullable Hours hours) {
        public Limits {
            addresses = List.copyOf(addresses);
        }
    }

    /// Hours of a day in the city: from the beginning of hour `from` (0–23) to the beginning of hour `to` (1–24), over
    /// midnight if `from` is the later one.
    public record Hours(int from, int to) {
        /// @throws IllegalArgumentException for hours that no day has, or none at all
        public Hours {
            if (from < 0 || from > 23 || to < 1 || to > 24 || from == to) {
                throw new IllegalArgumentException("no hours of a day: " + from + " to " + to);
            }
        }

        /// Whether the time of day is within the hours.
        public boolean contain(LocalTime time) {
            int hour = time.getHour();
            return from < to ? hour >= from && hour < to : hour >= from || hour < to;
        }
    }

    /// A way on which the data leave.
    public enum Mode {
        API,
        FILE,
        TABLE,
        FEED;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    /// Where a grant stands. That it has expired follows from its last day.
    public enum State {
        ACTIVE,
        SUSPENDED,
        ENDED;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    /// The grant in another state.
    Grant with(State newState, @Nullable String reason, Instant now) {
        return new Grant(
                id,
                number,
                part,
                entry,
                resource,
                title,
                owner,
                consumer,
                clients,
                items,
                rowFilter,
                modes,
                limits,
                firstDay,
                lastDay,
                purpose,
                legalBasis,
                newState,
                reason,
                grantedBy,
                grantedById,
                grantedAt,
                change,
                now,
                lastUsedOn);
    }

    /// The grant with less.
    Grant narrowed(List<Item> fewer, RowFilter rows, Set<Mode> ways, Limits less, LocalDate last, Instant now) {
        return new Grant(
                id,
                number,
                part,
                entry,
                resource,
                title,
                owner,
                consumer,
                clients,
                fewer,
                rows,
                ways,
                less,
                firstDay,
                last,
                purpose,
                legalBasis,
                state,
                stateReason,
                grantedBy,
                grantedById,
                grantedAt,
                change,
                now,
                lastUsedOn);
    }

    /// The grant for these machine clients.
    Grant usedBy(Set<UUID> chosen, Instant now) {
        return new Grant(
                id,
                number,
                part,
                entry,
                resource,
                title,
                owner,
                consumer,
                chosen,
                items,
                rowFilter,
                modes,
                limits,
                firstDay,
                lastDay,
                purpose,
                legalBasis,
                state,
                stateReason,
                grantedBy,
                grantedById,
                grantedAt,
                change,
                now,
                lastUsedOn);
    }

    /// Whether data may be read by it on the day: active and within its term.
    public boolean inForceOn(LocalDate day) {
        return state == State.ACTIVE && !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }

    /// Whether this machine client of the consumer may use it.
    public boolean allows(UUID client) {
        return clients.isEmpty() || clients.contains(client);
    }
}
