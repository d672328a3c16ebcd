// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSettings;
class QVBoxLayout;

namespace stateroom::ui {

class Appearance;

/// The place where the window's choices are made. Each holds at once, the language from the next
/// start, and is kept in the settings.
class SettingsPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsPanel)

public:
    struct Surroundings {
        QString directory;        ///< where the data is
        bool trayIsThere = false; ///< whether the desktop has a place for an icon
        bool mayServe = true;     ///< false where another process owns the data
    };

    /// Both must outlive it.
    SettingsPanel(
        Appearance& appearance, QSettings& settings, const Surroundings& surroundings,
        QWidget* parent = nullptr);

    /// Where the server listens; empty: nowhere.
    void showAddress(const QString& url);

    /// Gives the keyboard to the field for the port.
    void focusPort();

    /// The language chosen for the window: `en`, `de`, or empty for the system's.
    static QString language(const QSettings& settings);
    /// Whether to go on serving, with an icon in the tray, when the window is closed.
    static bool staysInTray(const QSettings& settings);
    static constexpr const char* appearanceKey = "window/appearance";

Q_SIGNALS:
    void staysInTrayChanged(bool stays);
    /// The user wants another port; 0: any.
    void portWanted(quint16 port);

private:
    QWidget* makePage();
    void addHeading(QVBoxLayout* column, const QString& text);
    void addAppearance(QVBoxLayout* column);
    void addLanguage(QVBoxLayout* column);
    void addClosing(QVBoxLayout* column);
    void addServer(QVBoxLayout* column);

    Appearance& m_appearance;
    QSettings& m_settings;
    Surroundings m_surroundings;
    QLabel* m_address = nullptr;
    QLineEdit* m_port = nullptr;
};

} // namespace stateroom::ui
