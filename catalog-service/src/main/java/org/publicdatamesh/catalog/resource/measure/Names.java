package org.publicdatamesh.catalog.resource.measure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
interface Names {
    /** All of them; blocks. */
    List<InetAddress> of(String host) throws UnknownHostException;
}
