// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom {
class Service;
}

namespace stateroom::ui {

class MainWindow;

/// Puts the places on the rail that show the window's own server, Requests, Connect, Studio and
/// Scripts, and leads from changes to requests and back. The service must outlive the window.
void addServerPlaces(MainWindow& window, Service& service);

} // namespace stateroom::ui
