package org.shuguan.server.chain;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.LinkEvidence;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The links of entries. Each link is asked once for all entries.
@Service
@Transactional(readOnly = true)
class Chains {
    private final Map<ChainLink, LinkEvidence> told = new EnumMap<>(ChainLink.class);

    Chains(List<LinkEvidence> evidence) {
        for (LinkEvidence one : evidence) {
            LinkEvidence other = told.put(one.link(), one);
            if (other != null) {
                throw new IllegalStateException("two modules tell of the link " + one.link());
            }
        }
    }

    /// The links of which some module tells; all others are unknown.
    Set<ChainLink> known() {
        return told.keySet();
    }

    /// What is known of entries.
    ///
    /// @return for each entry the links that hold
    Map<UUID, Map<ChainLink, LinkEvidence.Fact>> of(Collection<UUID> entries) {
        Map<UUID, Map<ChainLink, LinkEvidence.Fact>> found = new HashMap<>();
        entries.forEach(entry -> found.put(entry, new EnumMap<>(ChainLink.class)));
        told.forEach((link, evidence) -> evidence.of(entries)
                .forEach((entry, fact) -> found.computeIfAbsent(entry, key -> new EnumMap<>(ChainLink.class))
                        .put(link, fact)));
        return found;
    }

    /// The entries for which a link holds.
    Set<UUID> holding(ChainLink link, Collection<UUID> entries) {
        LinkEvidence evidence = told.get(link);
        return evidence == null ? Set.of() : evidence.of(entries).keySet();
    }
}
