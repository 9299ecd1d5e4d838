package org.shuguan.server.sharing;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.catalog.UpdateCycle;

/// What a unit asks for. A draft may lack anything; [AskRules] says what is required at submission.
///
/// @param title short name of the request
/// @param purpose for which duty the data are needed
/// @param scenario code of one of the scenarios of the rule `sharing.scenarios`
/// @param modes the ways on which the data are wanted
/// @param frequency how often they are wanted
/// @param addresses networks in CIDR notation from which they are read; empty for any
/// @param hours of the day in which they are read, null for the whole day
/// @param clients ids of the machine clients that will read; empty for all of the unit
/// @param responsible the person who answers for the use of the data
/// @param demand the demand that it comes from
/// @param assessment of the impact on personal information
public record Ask(
        String title,
        String purpose,
        @Nullable String scenario,
        String legalBasis,
        Set<Grant.Mode> modes,
        @Nullable UpdateCycle frequency,
        int perSecond,
        long perDay,
        @Size(max = MOST_ADDRESSES) List<String> addresses,
        Grant.@Nullable Hours hours,
        @Size(max = MOST_CLIENTS) Set<UUID> clients,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        String responsible,
        String phone,
        @Nullable UUID demand,
        @Nullable Assessment assessment,
        @Size(max = MOST_PARTS) List<Part> parts) {
    /// The most entries of a request.
    public static final int MOST_PARTS = 50;

    static final int MOST_ADDRESSES = 100;
    static final int MOST_CLIENTS = 100;

    /// An entry that is asked for.
    ///
    /// @param renews the grant that is to be renewed
    public record Part(
            UUID entry,
            @Size(max = 2000) List<Item> items,
            RowFilter rowFilter,
            @Nullable UUID renews) {
        public Part {
            items = items == null ? List.of() : List.copyOf(items);
            rowFilter = rowFilter == null ? RowFilter.ALL : rowFilter;
        }
    }

    /// An item that is asked for.
    ///
    /// @param name in the catalog
    /// @param mask that suffices for the purpose
    /// @param reason why it is needed; required for personal and higher graded items
    /// @param ground the law that entitles the unit to it although it is not shared
    public record Item(String name, ItemMask mask, String reason, String ground) {
        public Item {
            name = said(name);
            mask = mask == null ? ItemMask.CLEAR : mask;
            reason = said(reason);
            ground = said(ground);
        }

        Item withMask(ItemMask other) {
            return new Item(name, other, reason, ground);
        }
    }

    /// The assessment of the impact on personal information, with the contents that article 56 of the PIPL demands.
    ///
    /// @param lawful whether purpose and means are lawful, legitimate and necessary
    /// @param impact on the persons' rights and interests, and the risks to security
    /// @param measures of protection: whether they are lawful, effective and fit the risk
    /// @param assessor who assessed it
    public record Assessment(
            String lawful,
            String impact,
            String measures,
            String assessor,
            @Nullable LocalDate assessedOn) {
        public Assessment {
            lawful = said(lawful);
            impact = said(impact);
            measures = said(measures);
            assessor = said(assessor);
        }
    }

    public Ask {
        title = said(title);
        purpose = said(purpose);
        legalBasis = said(legalBasis);
        modes = modes == null ? Set.of() : Set.copyOf(modes);
        perSecond = perSecond == 0 ? 1 : perSecond;
        perDay = perDay == 0 ? 1 : perDay;
        addresses = addresses == null
                ? List.of()
                : addresses.stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .distinct()
                        .toList();
        clients = clients == null ? Set.of() : Set.copyOf(clients);
        responsible = said(responsible);
        phone = said(phone);
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
