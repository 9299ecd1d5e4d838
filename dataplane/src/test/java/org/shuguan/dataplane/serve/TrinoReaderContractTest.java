package org.shuguan.dataplane.serve;

import org.junit.jupiter.api.Tag;

@Tag("engines")
class TrinoReaderContractTest extends LakeReaderContract {
    @Override
    boolean isTrino() {
        return true;
    }
}
