"""What may pass between a page and its kernel: what widgets say to each other, nothing else."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

FROM_PAGE = (
    "comm_open",
    "comm_close",
    "comm_msg",
    "comm_info_request",
    "kernel_info_request",
)

TO_PAGE = frozenset(
    {
        "status",
        "comm_open",
        "comm_close",
        "comm_msg",
        "comm_info_reply",
        "kernel_info_reply",
        "display_data",
        "update_display_data",
        "execute_result",
        "clear_output",
    },
)
"""Left out, among others: ``execute_input`` (the source of a cell) and ``error`` (a traceback)."""


class WidgetsOnlyConnection(ZMQChannelsWebsocketConnection):
    """A kernel's websocket that lets widget traffic through, in every protocol version.

    Voila drops ``execute_input`` where it writes the message, and misses it in the old JSON
    protocol; here a message is dropped before it is encoded. What a page may send is limited by
    the kernel manager's ``allowed_message_types``.
    """

    def handle_outgoing_message(self, stream: str, outgoing_msg: list[Any]) -> None:
        """Pass a message from the kernel on, if a page may see it."""
        _, parts = self.session.feed_identities(outgoing_msg)
        header = self.session.unpack(parts[1])
        if header["msg_type"] in TO_PAGE:
            super().handle_outgoing_message(stream, outgoing_msg)
