package org.shuguan.server.exchange;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.shuguan.server.platform.Hashes;

/// The hash tree of RFC 9162 (2.1): leaves and nodes are hashed with different first bytes, so that none can be
/// taken for the other.
final class MerkleTree {
    /// A hash beside the way from a leaf to the root.
    ///
    /// @param left whether it is the left one of its pair
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Beside(boolean left, byte[] hash) {}

    private MerkleTree() {}

    static byte[] leaf(byte[] content) {
        return hash((byte) 0, content, new byte[0]);
    }

    /// The root over leaves of [#leaf].
    static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = split(leaves.size());
        return node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    /// The hashes by which a leaf's way to the root can be calculated, from the leaf upwards.
    static List<Beside> way(List<byte[]> leaves, int index) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int left = split(leaves.size());
        List<Beside> way;
        if (index < left) {
            way = way(leaves.subList(0, left), index);
            way.add(new Beside(false, root(leaves.subList(left, leaves.size()))));
        } else {
            way = way(leaves.subList(left, leaves.size()), index - left);
            way.add(new Beside(true, root(leaves.subList(0, left))));
        }
        return way;
    }

    /// The root that a leaf and its way lead to.
    static byte[] rootOf(byte[] leaf, List<Beside> way) {
        byte[] hash = leaf;
        for (Beside beside : way) {
            hash = beside.left() ? node(beside.hash(), hash) : node(hash, beside.hash());
        }
        return hash;
    }

    /// The largest power of two below the number.
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static byte[] node(byte[] left, byte[] right) {
        return hash((byte) 1, left, right);
    }

    private static byte[] hash(byte first, byte[] one, byte[] other) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(1 + one.length + other.length);
        content.write(first);
        content.writeBytes(one);
        content.writeBytes(other);
        return Hashes.sha256(content.toByteArray());
    }
}
