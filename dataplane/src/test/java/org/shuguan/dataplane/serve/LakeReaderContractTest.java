package org.shuguan.dataplane.serve;

class LakeReaderContractTest extends LakeReaderContract {
    @Override
    boolean isTrino() {
        return false;
    }
}
